import CarefulFiles
import ServerModel

/// All clients we know: those that come with us, and those the user described.
package struct PlatformTable: Hashable, Sendable {
    /// Ours in the order of our table, then the user's by id.
    package private(set) var platforms: [Platform]
    /// About the user's files, by file.
    package private(set) var diagnostics: [Diagnostic]

    /// - readings: of the user's files; one with the id of a built-in client takes its place.
    package init(_ readings: [PlatformReading] = [], builtIn: [Platform] = Platform.builtIn) {
        platforms = builtIn
        diagnostics = readings.flatMap(\.diagnostics)
        var taken: [String: String] = [:]
        let described = readings.compactMap(\.platform).sorted { $0.id < $1.id }
        for var platform in described {
            let file = platform.source ?? platform.id
            if let other = taken[platform.id] {
                diagnostics.append(
                    Diagnostic(
                        severity: .error, file: file, line: 1, column: 1,
                        message: "'\(platform.id)' is described in \(other) already",
                        fix: "give it another id, or remove one of the two"))
                continue
            }
            taken[platform.id] = file
            if let index = platforms.firstIndex(where: { $0.id == platform.id }) {
                // Definitions that name it go on doing so.
                if platform.aliases.isEmpty { platform.aliases = platforms[index].aliases }
                platforms[index] = platform
            } else {
                platforms.append(platform)
            }
        }
    }

    /// With the user's files in a folder (`platforms/*.yaml`); none at all is as good as an empty one.
    package static func read(folder: String) -> PlatformTable {
        let names = Folder.names(in: folder).filter { name in
            !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
        }
        return PlatformTable(names.map { PlatformReading.read("\(folder)/\($0)") })
    }

    /// By its id.
    package subscript(id: String) -> Platform? { platforms.first { $0.id == id } }

    /// By its id or another name of it; upper case and `_` for `-` do not matter.
    package func platform(named name: String) throws(UnknownPlatform) -> Platform {
        if let platform = self[Platform.normalized(name)] ?? platforms.first(where: { $0.isNamed(name) }) { return platform }
        let known = platforms.flatMap { platform in ([platform.id] + platform.aliases).map { (name: $0, id: platform.id) } }
        let closest = closestMatch(to: Platform.normalized(name), among: known.map { Platform.normalized($0.name) })
        throw UnknownPlatform(name: name, closest: known.first { Platform.normalized($0.name) == closest }?.id)
    }
}

extension Platform {
    /// Whether a definition or the command line means this client.
    package func isNamed(_ name: String) -> Bool {
        let name = Self.normalized(name)
        return id == name || aliases.contains { Self.normalized($0) == name }
    }

    static func normalized(_ name: String) -> String { name.lowercased().replacing("_", with: "-") }
}
