import ServerModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that describes a client, or standard input.
struct PlatformFile: Hashable {
    /// As it was written; `-` is standard input.
    var name: String

    /// In bytes; ours, with every key, have some hundred.
    private static let longest = 1 << 20

    init(_ name: String) { self.name = name }

    /// For people.
    var title: String { name == "-" ? "standard input" : name }

    /// Throws ``UnreadablePlatformFile``.
    func text(in context: ProcessContext) throws -> String {
        let bytes = name == "-" ? context.readInput(Self.longest + 1) : try content(of: context.expanded(name))
        guard bytes.count <= Self.longest else { throw UnreadablePlatformFile(file: self, reason: "it has more than 1 MB") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UnreadablePlatformFile(file: self, reason: "it is no UTF-8 text")
        }
        return text
    }

    private func content(of path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw UnreadablePlatformFile(file: self, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        // A directory opens and cannot be read.
        guard let bytes = readBytes(from: file, limit: Self.longest + 1) else {
            throw UnreadablePlatformFile(file: self, reason: String(cString: strerror(errno)))
        }
        return bytes
    }
}

/// The description of a client cannot be read.
struct UnreadablePlatformFile: ActionableError, Hashable {
    var file: PlatformFile
    var reason: String

    var code: String { "unreadable-file" }
    var problem: String { "no description can be read from \(file.title): \(reason)" }
    var remedy: String { "give the path of a YAML file that you may read; 'mcp-manager platform add --example' prints one" }
}

/// A description has mistakes; each is told with its place.
struct InvalidPlatformFile: DetailedError, Hashable {
    var file: PlatformFile
    var report: ErrorReport

    var code: String { report.code }
    var problem: String { "\(file.title) does not describe a client" }
    var remedy: String { report.remedy }

    /// The daemon does not know what the file is called here.
    var details: [String] {
        let unnamed = "platform.yaml:"
        return report.problem.split(separator: "\n").map { line in
            line.hasPrefix(unnamed) && file.name != "-" ? "\(file.name):\(line.dropFirst(unnamed.count))" : String(line)
        }
    }
}
