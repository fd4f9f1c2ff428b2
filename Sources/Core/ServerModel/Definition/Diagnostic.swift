/// Something about a file the user wrote: where, what, and what to write instead.
public struct Diagnostic: Codable, Hashable, Sendable {
    public var severity: Severity
    /// The path of the file.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in characters.
    public var column: Int
    /// What is wrong.
    public var message: String
    /// What to write.
    public var fix: String

    public init(severity: Severity, file: String, line: Int, column: Int, message: String, fix: String) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.fix = fix
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `servers/x.yaml:3:7: error: unknown key 'comand' — write 'command'`
    public var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(message) — \(fix)" }
}
