import ServerModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a new value is read from, once and by us: `--from`. (A reference in a definition is read again with every start.)
enum ValueSource: Hashable, Sendable {
    /// Standard input to its end: `-`.
    case input
    case environment(String)
    case file(String)
    /// What a line of the shell prints.
    case command(String)

    /// `nil` when `reference` is none.
    init?(_ reference: String) {
        let parts = reference.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count == 2 ? parts[1] : "") {
        case ("-", ""): self = .input
        case ("env", let name) where !name.isEmpty: self = .environment(name)
        case ("file", let path) where !path.isEmpty: self = .file(path)
        case ("cmd", let line) where !line.isEmpty: self = .command(line)
        default: return nil
        }
    }

    /// The text that is there now, without one line end at its end. Throws ``UnreadableValue``; never tells anything of the text.
    func text(in context: ProcessContext) throws -> String {
        // One byte more than a value may have: that it is too long is told by its rules.
        let limit = SecretRequirement.longestValue + 2
        let bytes: [UInt8]
        switch self {
        case .input: bytes = context.readInput(limit)
        case .environment(let name):
            guard let value = context.environment(name) else { throw UnreadableValue(source: self, reason: "it is not set") }
            bytes = Array(value.utf8)
        case .file(let path): bytes = try content(of: context.expanded(path), limit: limit)
        case .command(let line): bytes = try output(of: line, limit: limit)
        }
        guard let text = String(validating: Self.withoutLineEnd(bytes), as: UTF8.self) else {
            throw UnreadableValue(source: self, reason: "it is no UTF-8 text")
        }
        return text
    }

    static func withoutLineEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard bytes.last == 0x0A else { return bytes[...] }
        let rest = bytes.dropLast()
        return rest.last == 0x0D ? rest.dropLast() : rest
    }

    private func content(of path: String, limit: Int) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw UnreadableValue(source: self, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        // A directory opens and cannot be read.
        guard let bytes = readBytes(from: file, limit: limit) else {
            throw UnreadableValue(source: self, reason: String(cString: strerror(errno)))
        }
        return bytes
    }

    private func output(of line: String, limit: Int) throws -> [UInt8] {
        do {
            return try ShellLine.output(of: line, limit: limit)
        } catch let failure as ShellLine.Failure {
            throw UnreadableValue(source: self, reason: failure.reason)
        }
    }
}

extension ValueSource: CustomStringConvertible {
    /// For people.
    var description: String {
        switch self {
        case .input: "standard input"
        case .environment(let name): "the variable \(name)"
        case .file(let path): "the file \(path)"
        case .command(let line): "the command '\(line)'"
        }
    }
}

/// There is no value where `--from` points.
struct UnreadableValue: ActionableError, Hashable {
    var source: ValueSource
    var reason: String

    var code: String { "unreadable-value" }
    var problem: String { "no value can be read from \(source): \(reason)" }
    var remedy: String {
        switch source {
        case .input: "pipe in the value as UTF-8 text"
        case .environment: "export it, or leave --from out and type the value"
        case .file: "write the path of a text file that you may read"
        case .command: "run it by itself to see what it says"
        }
    }
}
