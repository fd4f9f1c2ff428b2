import ServerModel

/// Writes the definition of a new server.
public enum DefinitionWriter {
    /// The text of a minimal `servers/NAME.yaml`, which ``DefinitionReader`` reads back to the same values.
    ///
    /// Throws `InvalidServerName` or ``InvalidNewServer`` when there can be no such definition.
    public static func text(for new: NewServer) throws -> String {
        let id = try ServerID(new.name)
        try check(new)
        let text = lines(for: new).joined(separator: "\n") + "\n"
        // The reader has the last word on what a definition is, e.g. on the variables in the arguments.
        let reading = DefinitionReader.read(text: text, file: "\(id).yaml", expecting: id)
        if let problem = reading.diagnostics.first(where: { $0.severity == .error }) {
            throw InvalidNewServer.refused(message: problem.message, fix: problem.fix)
        }
        return text
    }

    private static func check(_ new: NewServer) throws(InvalidNewServer) {
        if new.command.isEmpty, new.url == nil { throw .emptyCommand }
        if let port = new.httpPort, !(1...65535).contains(port) { throw .port(port) }
        // Yams drops one at the beginning of a value, and nobody means it.
        let values =
            [new.command, new.url ?? "", new.description ?? "", new.directory ?? ""] + new.args + new.environment.values
            + (new.headers ?? [:]).values
        if values.contains(where: { $0.unicodeScalars.first == "\u{FEFF}" }) {
            throw .refused(message: "a value begins with an invisible byte order mark (U+FEFF)", fix: "remove it")
        }
        for name in new.environment.keys.sorted() where !isEnvironmentName(name) {
            throw .environmentName(name)
        }
    }

    private static func lines(for new: NewServer) -> [String] {
        var lines = ["name: \(YAMLScalar.text(new.name))"]
        if let description = new.description, !description.isEmpty {
            lines.append("description: \(YAMLScalar.text(description))")
        }
        if let start = new.start { lines.append("start: \(start.rawValue)") }
        lines.append("execution:")
        if let url = new.url {
            lines += ["  mode: \(ExecutionMode.remote.rawValue)", "  remote:", "    url: \(YAMLScalar.text(url))"]
            return lines + table("headers", new.headers ?? [:])
        }
        if let port = new.httpPort {
            lines += ["  transport: \(Transport.streamableHTTP.rawValue)", "  port: \(port)"]
        }
        lines += ["  local:", "    command: \(YAMLScalar.text(new.command))"]
        if !new.args.isEmpty {
            lines.append("    args:")
            lines += new.args.map { "      - \(YAMLScalar.text($0))" }
        }
        if let directory = new.directory { lines.append("    cwd: \(YAMLScalar.text(directory))") }
        return lines + table("environment", new.environment)
    }

    /// Names with their values; nothing for none.
    private static func table(_ key: String, _ values: [String: String]) -> [String] {
        guard !values.isEmpty else { return [] }
        let rows = values.sorted { $0.key < $1.key }
        return ["    \(key):"] + rows.map { "      \(YAMLScalar.text($0.key)): \(YAMLScalar.text($0.value))" }
    }
}
