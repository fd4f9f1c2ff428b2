/// The programs that start MCP servers, by the names the kernel knows them under.
enum Programs {
    /// Beginnings of names, in lower case, and what people call them.
    private static let clients: [(prefix: String, name: String)] = [
        ("claude", "Claude"), ("cursor", "Cursor"), ("codex", "Codex"), ("code", "VS Code"), ("windsurf", "Windsurf"),
        ("zed", "Zed"),
        ("gemini", "Gemini"), ("goose", "Goose"), ("opencode", "OpenCode"), ("lm studio", "LM Studio"),
        ("lm-studio", "LM Studio"),
        ("jan", "Jan"), ("cherry", "Cherry Studio"), ("amp", "Amp"), ("kiro", "Kiro"), ("warp", "Warp"), ("crush", "Crush"),
        ("idea", "IntelliJ IDEA"), ("pycharm", "PyCharm"), ("webstorm", "WebStorm"), ("trae", "Trae"), ("void", "Void"),
    ]

    private static let shells: Set<String> = ["sh", "bash", "zsh", "dash", "fish", "ksh", "csh", "tcsh", "pwsh"]

    /// `Claude`; `nil` for a program that is no AI client we know.
    static func clientName(_ program: String) -> String? {
        let lowered = program.lowercased()
        return clients.first { client in
            guard lowered.hasPrefix(client.prefix) else { return false }
            // `code` and `code-insiders`, not `codesign`.
            return lowered.dropFirst(client.prefix.count).first.map { !$0.isLetter } ?? true
        }?.name
    }

    static func isClient(_ program: String) -> Bool { clientName(program) != nil }

    /// Whether a person types at it, which a shell that was given a command is not for.
    static func isInteractiveShell(_ words: [String]) -> Bool {
        guard let first = words.first else { return false }
        let program = ServerCommandLine.baseName(first)
        // A login shell's name begins with a hyphen.
        guard shells.contains(program.hasPrefix("-") ? String(program.dropFirst()) : program) else { return false }
        return words.dropFirst().allSatisfy { $0.hasPrefix("-") && !$0.hasPrefix("-c") }
    }

    static func isShell(_ program: String) -> Bool { shells.contains(program) }
}
