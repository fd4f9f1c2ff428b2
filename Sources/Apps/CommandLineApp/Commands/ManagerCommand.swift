import ArgumentParser
import ServerModel

/// The root: what `mcp-manager help` shows.
struct ManagerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp-manager",
        abstract: "Runs your MCP servers in one place, for all your AI clients.",
        discussion: """
            A server is defined once and shared by every client that connects through mcp-connect. A daemon, started when it is \
            needed, owns the servers' processes; this program tells it what to do.

            EXIT CODES: 0 done, 1 failed, 2 bad use. Results go to standard output, everything else to standard error.

            Colours are off with --plain, with NO_COLOR set, and when the output is not a terminal.

            For use without a person, MCP_MANAGER_VAULT_PASSPHRASE holds the passphrase of the encrypted vault; see 'mcp-manager \
            help secrets unlock'.
            """,
        version: "mcp-manager \(productVersion)",
        groupedSubcommands: [
            CommandGroup(name: "Definition", subcommands: [Add.self, List.self, Show.self, Config.self, Remove.self]),
            CommandGroup(
                name: "Lifecycle", subcommands: [Start.self, Stop.self, Restart.self, Kill.self, Enable.self, Disable.self]),
            CommandGroup(
                name: "Observation",
                subcommands: [
                    Status.self, Logs.self, HealthVerb.self, Alerts.self, Processes.self, Top.self, Metrics.self, Env.self,
                    Doctor.self,
                ]),
            CommandGroup(name: "Secrets", subcommands: [Secrets.self]),
            CommandGroup(name: "AI clients", subcommands: [Platforms.self, Import.self]),
            CommandGroup(name: "Tools", subcommands: [Tools.self, Call.self, Calls.self]),
            CommandGroup(name: "Other", subcommands: [Daemon.self, Demo.self, Completions.self]),
        ])

    /// How many of the first arguments name a verb: 2 for `daemon stop`, 0 when the first is none.
    static func verbDepth(_ arguments: [String]) -> Int {
        var command: any ParsableCommand.Type = ManagerCommand.self
        for (depth, argument) in arguments.enumerated() {
            guard let next = command.verbs.first(where: { $0._commandName == argument }) else { return depth }
            command = next
        }
        return arguments.count
    }

    /// Throws ``BadUse`` with the verb that was probably meant when the first argument should be one and is not; the same for the
    /// verbs of a verb, unless it can do without one.
    static func checkVerb(_ arguments: [String]) throws {
        let depth = verbDepth(arguments)
        let path = arguments.prefix(depth)
        let verb = path.reduce(ManagerCommand.self as any ParsableCommand.Type) { command, word in
            command.verbs.first { $0._commandName == word } ?? command
        }
        let known = verb.verbs.map { $0._commandName } + (depth == 0 ? ["help"] : [])
        guard !verb.verbs.isEmpty, verb.configuration.defaultSubcommand == nil, depth < arguments.count else { return }
        let word = arguments[depth]
        guard !word.hasPrefix("-"), !known.contains(word) else { return }
        let whole = (["mcp-manager"] + path).joined(separator: " ")
        throw BadUse(
            problem: "'\(word)' is not a verb of \(whole)",
            remedy: closestMatch(to: word, among: known).map { "did you mean '\($0)'?" }
                ?? "run '\((["mcp-manager", "help"] + path).joined(separator: " "))' to see every verb")
    }
}

extension ParsableCommand {
    fileprivate static var verbs: [any ParsableCommand.Type] {
        configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap { $0.subcommands }
    }
}

extension CompletionKind {
    /// The names of the servers, asked of the program itself while the user types.
    static var serverNames: CompletionKind { .shellCommand("mcp-manager list --names 2>/dev/null") }

    /// The names of all secrets of all servers, in the same way.
    static var secretNames: CompletionKind { .shellCommand("mcp-manager secrets list --names 2>/dev/null") }
}
