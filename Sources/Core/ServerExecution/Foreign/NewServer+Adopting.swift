import ServerModel

extension NewServer {
    /// A server of ours that runs what a foreign one runs; its environment does not come along.
    ///
    /// - Parameters:
    ///   - words: the foreign one's arguments, the program's name first.
    ///   - executable: its program, for a name of it that says nothing; `nil` when unknown.
    ///   - directory: where it works; `nil` when unknown.
    ///   - name: what to call it; `nil`: after its command, with a number when that is taken.
    public init(
        adopting words: [String], running command: ServerCommandLine, executable: String?, directory: String?, name: String?,
        isTaken: (String) -> Bool
    ) {
        var words = ServerCommandLine.untitled(words)
        // What npm writes over its arguments is not what it was called with.
        if words.first == "npm", words.dropFirst().first == "exec" { words = ["npx"] + words.dropFirst(2) }
        if words.first == "npx", !words.contains("-y"), !words.contains("--yes") { words.insert("-y", at: 1) }
        var program = words.first ?? executable ?? ""
        // `./server` is somewhere else for us.
        if program.contains("/"), !program.hasPrefix("/"), let executable { program = executable }
        self.init(
            name: name ?? Self.name(for: command, isTaken: isTaken), command: Self.literal(program),
            args: words.dropFirst().map(Self.literal), description: "Adopted: \(command.name)",
            directory: directory.map(Self.literal), start: .onDemand)
    }

    /// `mcp-server-time` → `time`, `@playwright/mcp` → `playwright`.
    static func name(for command: ServerCommandLine, isTaken: (String) -> Bool) -> String {
        let fillers: Set<Substring> = ["mcp", "server", "modelcontextprotocol", "fastmcp", "servers", "latest"]
        let parts = command.name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let telling = parts.filter { !fillers.contains(Substring($0.lowercased())) }
        let base = String((telling.isEmpty ? parts : telling).joined(separator: "-").lowercased().prefix(40))
        let name = base.isEmpty ? "server" : base
        guard isTaken(name) else { return name }
        return (2...).lazy.map { "\(name)-\($0)" }.first { !isTaken($0) } ?? name
    }

    /// Text of a command line as a definition writes it, where `${` begins a variable.
    private static func literal(_ text: String) -> String {
        text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
    }
}

/// The settings a process was given by whoever started it: their names, never their values.
public enum GivenSettings {
    /// - Parameters:
    ///   - process: its environment, `NAME=VALUE`.
    ///   - owner: that of whoever started it; empty when unknown: then only what looks like a setting is told.
    public static func names(in process: [String], owner: [String]) -> [String] {
        let inherited = Set(owner)
        return process.filter { !inherited.contains($0) }.compactMap { entry -> String? in
            let name = String(entry.prefix { $0 != "=" })
            guard !name.isEmpty, !InheritedEnvironment.includes(name), !isNoise(name) else { return nil }
            return owner.isEmpty && !looksLikeSetting(name) ? nil : name
        }.sorted()
    }

    private static func isNoise(_ name: String) -> Bool {
        ["PWD", "OLDPWD", "SHLVL", "_", "INIT_CWD", "NODE", "COLOR", "EDITOR", "VIRTUAL_ENV", "NODE_ENV"].contains(name)
            || ["npm_", "NPM_", "BUN_", "DENO_", "CONDA_", "PYTHON"].contains { name.hasPrefix($0) }
    }

    private static func looksLikeSetting(_ name: String) -> Bool {
        ConcealedArguments.isRevealing(name)
            || ["URL", "URI", "HOST", "PORT", "USER", "ID", "DSN", "DATABASE", "ENDPOINT", "REGION", "PATH"].contains {
                name.hasSuffix("_\($0)")
            }
    }
}
