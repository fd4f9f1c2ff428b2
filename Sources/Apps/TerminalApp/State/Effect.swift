import ServerModel

/// Something the reducer wants done outside. Carried out by ``EffectRunner``, which answers with a ``BackendEvent``.
enum Effect: Hashable, Sendable {
    /// Reach the daemon (starting it when `launch` is set), load every server, and listen to events.
    case connect(generation: Int, launch: Bool)
    /// Load every server again.
    case reload(generation: Int)
    /// Listen to a log; the newest lines are repeated first.
    case follow(LogSubject, generation: Int)
    /// No longer listen to a log.
    case unfollow(LogSubject)
    /// Search a log, or write it into a file.
    case logs(LogWork)
    /// Carry out a verb; answers of a generation that is not the newest for this server are ignored.
    case perform(Verb, ServerID, generation: Int)
    /// Ask for the secrets of a server; answers of an older generation are late.
    case loadSecrets(ServerID, generation: Int)
    /// Store values, by the secrets' names.
    case applySecrets(ServerID, [String: SecretValue], generation: Int)
    case rotateSecret(ServerID, String, SecretValue, generation: Int)
    case deleteSecret(ServerID, String, generation: Int)
    /// Ask for the AI clients; answers of an older generation are late.
    case loadPlatforms(generation: Int)
    /// Ask what a work would write; nothing is written.
    case planPlatforms(PlatformWork, generation: Int)
    /// Write what was agreed to, the plan with this digest.
    case applyPlatforms(PlatformWork, agreed: String, generation: Int)
    /// Ask the daemon something for a page; answered with the same generation.
    case ask(Request, generation: Int)
    /// No longer wait for the answer; what the daemon does only for whoever asks, it ends.
    case withdraw(generation: Int)
    /// Put a text into the clipboard; `what` it is, for people: `the last error line`.
    case copy(String, what: String)
    /// Look otherwise, at once.
    case useTheme(String)
    /// Draw with ASCII alone, or with what the terminal shows.
    case useASCII(Bool)
    /// Look which themes there are.
    case offerThemes
    /// Read the mouse, or leave it to the terminal.
    case useMouse(Bool)
    /// Run `mcp-manager` with these arguments; its output arrives as it comes.
    case runCommand([String], columns: Int, generation: Int)
    case cancelCommand
    /// Run `mcp-manager` with these arguments at the terminal itself; the dashboard waits.
    case lendTerminal([String])
    /// Paint everything anew.
    case redraw
    /// Hand the terminal back to the shell until continued.
    case suspend
    case quit
}
