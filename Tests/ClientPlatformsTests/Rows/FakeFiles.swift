import ClientPlatforms

/// A few files and folders that exist nowhere but in a test.
struct FakeFiles: ExpressibleByArrayLiteral {
    var paths: [String]

    init(arrayLiteral paths: String...) { self.paths = paths }

    /// What is in a folder.
    @Sendable func names(in folder: String) -> [String] {
        let separator: Character = folder.contains("\\") ? "\\" : "/"
        let prefix = folder.hasSuffix(String(separator)) ? folder : "\(folder)\(separator)"
        let names = paths.filter { $0.hasPrefix(prefix) }.compactMap {
            $0.dropFirst(prefix.count).split(separator: separator).first.map(String.init)
        }
        return Set(names).sorted()
    }
}

extension PlatformPaths {
    static func linux(_ environment: [String: String] = [:], files: FakeFiles = []) -> PlatformPaths {
        PlatformPaths(Surroundings(system: .linux, userHome: "/home/ann", environment: environment), names: files.names)
    }

    static func macOS(_ environment: [String: String] = [:], files: FakeFiles = []) -> PlatformPaths {
        PlatformPaths(Surroundings(system: .macOS, userHome: "/Users/ann", environment: environment), names: files.names)
    }

    static func windows(_ environment: [String: String], files: FakeFiles = []) -> PlatformPaths {
        PlatformPaths(Surroundings(system: .windows, userHome: #"C:\Users\ann"#, environment: environment), names: files.names)
    }
}
