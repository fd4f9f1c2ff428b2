import CarefulFiles

/// Turns the paths of rows into those of one user on one system.
///
/// What comes out is absolute: a path of which anything is unknown is left out, so that nothing is ever written relative to the
/// folder we happen to run in.
package struct PlatformPaths: Sendable {
    private let surroundings: Surroundings
    private let names: @Sendable (String) -> [String]

    /// What paths depend on.
    package struct Surroundings: Hashable, Sendable {
        package var system: System
        /// Absolute.
        package var userHome: String
        package var environment: [String: String]

        package enum System: String, Hashable, Sendable, CaseIterable {
            case linux
            case macOS = "macos"
            case windows

            /// The one we run on.
            package static var current: System {
                #if os(macOS)
                    .macOS
                #elseif os(Windows)
                    .windows
                #else
                    .linux
                #endif
            }
        }

        package init(system: System = .current, userHome: String, environment: [String: String]) {
            self.system = system
            self.userHome = userHome
            self.environment = environment
        }
    }

    /// - names: what is in a folder, none when it cannot be listed.
    package init(_ surroundings: Surroundings, names: @escaping @Sendable (String) -> [String] = Folder.names(in:)) {
        self.surroundings = surroundings
        self.names = names
    }

    /// Where a client's file may be, best first.
    ///
    /// A variable of the client's own that is set says where it is, whatever is elsewhere: what comes after is left out.
    package func candidates(_ paths: Platform.Paths) -> [String] {
        var found: [String] = []
        for pattern in patterns(paths) {
            let these = expanded(pattern)
            found += these.filter { !found.contains($0) }
            if case .variable(let name) = pattern.start, !Self.ofSystem.contains(name.uppercased()), !these.isEmpty { break }
        }
        return found
    }

    /// All of them, where each counts: files read besides, signs of a client.
    package func all(_ paths: Platform.Paths) -> [String] {
        patterns(paths).flatMap(expanded).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The one that is meant: the first that is there, else the first whose folder is there, else the first; `nil` when its place is
    /// not known here.
    package func meant(_ paths: Platform.Paths) -> String? {
        let candidates = candidates(paths)
        return candidates.first(where: isThere) ?? candidates.first { isThere(parent(of: $0)) } ?? candidates.first
    }

    /// The files that are searched for import besides.
    package func readOnlyFiles(of platform: Platform) -> [String] {
        let read = [meant(platform.files)].compactMap(\.self) + all(platform.twins)
        return all(platform.readOnlyFiles).filter { !read.contains($0) }
    }

    /// The files of a client in a project's folder that are there.
    package func projectFiles(of platform: Platform, in folder: String) -> [String] {
        platform.projectFiles
            .flatMap { expanded(trimmed(folder), $0.split(separator: "/").map(String.init)) }
            .filter(isThere)
    }

    /// Whether another client took this one's place here, see ``Platform/supersededBy``.
    package func isSuperseded(_ platform: Platform, in table: PlatformTable) -> Bool {
        guard let other = platform.supersededBy.flatMap({ table[$0] }) else { return false }
        return candidates(other.files).contains(where: isThere)
    }

    /// Whether there is anything of this name, even a link that leads nowhere.
    package func isThere(_ path: String) -> Bool {
        listing(parent(of: path)).contains(String(path.dropFirst(parent(of: path).count + 1)))
    }

    // MARK: Expanding

    private func patterns(_ paths: Platform.Paths) -> [PathPattern] {
        let texts =
            switch surroundings.system {
            case .linux: paths.linux
            case .macOS: paths.macOS
            case .windows: paths.windows
            }
        return texts.compactMap { try? PathPattern($0, onWindows: surroundings.system == .windows) }
    }

    private func expanded(_ pattern: PathPattern) -> [String] {
        start(pattern.start).map { expanded($0, pattern.names) } ?? []
    }

    private func expanded(_ base: String, _ names: [String]) -> [String] {
        var paths = [base]
        var hasStar = false
        for name in names {
            guard name.contains("*") else {
                paths = paths.map { $0 + separator + name }
                continue
            }
            hasStar = true
            paths = paths.flatMap { path in listing(path).filter { $0.matches(pattern: name) }.map { path + separator + $0 } }
        }
        // Of all the folders there are, those in which the path leads somewhere.
        return hasStar ? paths.filter { isThere(parent(of: $0)) } : paths
    }

    /// Without a separator at its end, so that the root is empty; `nil` when it is not known.
    private func start(_ start: PathPattern.Start) -> String? {
        switch start {
        case .home: usable(surroundings.userHome)
        // Without a drive, Windows would take the one we happen to be on.
        case .root(let root): surroundings.system == .windows && root.isEmpty ? nil : root
        case .variable("XDG_CONFIG_HOME"):
            // A relative one is to be ignored (XDG Base Directory Specification 0.8).
            value(of: "XDG_CONFIG_HOME").flatMap(usable) ?? usable(surroundings.userHome).map { $0 + separator + ".config" }
        case .variable("HOME"): usable(surroundings.userHome)
        case .variable("USERPROFILE"): usable(value(of: "USERPROFILE") ?? surroundings.userHome)
        case .variable(let name): value(of: name).flatMap(usable)
        }
    }

    /// What systems set, as against what a user set for one client.
    private static let ofSystem: Set = ["HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "PROGRAMDATA"]

    private func value(of name: String) -> String? {
        if surroundings.system != .windows { return surroundings.environment[name] }
        return surroundings.environment.first { $0.key.uppercased() == name.uppercased() }?.value
    }

    private func usable(_ path: String) -> String? {
        if surroundings.system != .windows { return path.hasPrefix("/") ? trimmed(path) : nil }
        let path = path.replacing("/", with: "\\")
        let isOnDrive = path.first?.isLetter == true && path.dropFirst().hasPrefix(":\\")
        return isOnDrive || path.hasPrefix("\\\\") ? trimmed(path) : nil
    }

    private func trimmed(_ path: String) -> String {
        var path = path
        while path.hasSuffix(separator) { path.removeLast() }
        return path
    }

    private var separator: String { surroundings.system == .windows ? "\\" : "/" }

    /// Empty for the root.
    private func parent(of path: String) -> String {
        path.lastIndex(of: Character(separator)).map { String(path[..<$0]) } ?? ""
    }

    private func listing(_ folder: String) -> [String] {
        names(folder.isEmpty ? separator : folder)
    }
}

extension StringProtocol {
    /// Whether it is of this pattern, in which `*` stands for any characters. Hidden names are matched by hidden patterns only.
    fileprivate func matches(pattern: String) -> Bool {
        if hasPrefix("."), !pattern.hasPrefix(".") { return false }
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return self == pattern }
        guard hasPrefix(first), hasSuffix(last), count >= first.count + last.count else { return false }
        var rest = dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
