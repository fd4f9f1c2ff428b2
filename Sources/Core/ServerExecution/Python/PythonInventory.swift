import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What there is of a server's Python environment on the disk.
enum PythonInventory: Hashable {
    case nothing
    /// Made by us, in `directory`.
    case ours(directory: String, PythonStamp, isCurrent: Bool)
    /// A `.venv` that was there before us; it is used as it is and never touched. `nil`: its version is not known.
    case foreign(PythonVersion?)

    /// Reads some small files and starts nothing.
    init(of environment: PythonEnvironment) {
        var facts = stat()
        guard lstat(environment.link, &facts) == 0 else {
            self = .nothing
            return
        }
        guard facts.st_mode & S_IFMT == S_IFLNK, let directory = Self.target(of: environment) else {
            self = .foreign(Self.version(in: environment.link))
            return
        }
        guard let stamp = PythonStamp(in: directory) else {
            self = .nothing
            return
        }
        // A Python that was updated to another series, or taken away, leaves an environment that does not work.
        let isWhole = Self.resolved("\(directory)/bin/python") == stamp.interpreter
        let isCurrent = isWhole && stamp.inputs == PythonStamp.wanted(by: environment).inputs
        self = .ours(directory: directory, stamp, isCurrent: isCurrent)
    }

    /// Where our link points; `nil` when it is not ours.
    private static func target(of environment: PythonEnvironment) -> String? {
        guard let target = FileFacts.live.linkTarget(environment.link), target.hasPrefix(".venvs/") else { return nil }
        return "\(environment.directory)/\(target)"
    }

    /// As the environment itself says (PEP 405; `version_info` is virtualenv's and uv's).
    private static func version(in directory: String) -> PythonVersion? {
        for line in (SmallFile.text(of: "\(directory)/pyvenv.cfg") ?? "").split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            if parts.count == 2, parts[0] == "version" || parts[0] == "version_info" { return PythonVersion(parts[1]) }
        }
        return nil
    }

    /// The path without symbolic links; `nil` when it leads nowhere.
    static func resolved(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}

extension EnvironmentReport.PythonEnvironment {
    init(_ environment: PythonEnvironment) {
        switch PythonInventory(of: environment) {
        case .nothing: self.init(path: environment.link, isCurrent: false)
        case .ours(_, let stamp, let isCurrent):
            self.init(path: environment.link, version: stamp.version, isCurrent: isCurrent)
        case .foreign(let version):
            self.init(path: environment.link, version: version?.description ?? "unknown", isCurrent: true)
        }
    }
}
