/// Every command of `mcp-manager`, in the order of its help. A test of the programs holds this equal to what the help says.
enum CommandCatalog {
    static let all: [CatalogCommand] = [
        CatalogCommand("add", "Define a server", [.word("name"), .optionalWord("command")], .changes),
        CatalogCommand("list", "List every server: what is defined", [], .opens(.servers)),
        CatalogCommand("show", "Show a server's definition, and what is wrong with it", [.server]),
        CatalogCommand(
            "config", "Change a server's definition without an editor", [],
            .unsuited("say which: config set, unset, undo, show, validate")),
        CatalogCommand("config show", "Show the definition's file", [.server]),
        CatalogCommand("config set", "Set values in a definition", [.server, .word("key=value")], .changes),
        CatalogCommand("config unset", "Take values out of a definition", [.server, .word("key")], .changes),
        CatalogCommand("config validate", "Say what is wrong with definitions", [.optionalServer]),
        CatalogCommand("config undo", "Take the last change of a definition back", [.server], .changes),
        CatalogCommand("remove", "Remove a server's definition; a copy is kept", [.server], .changes),

        CatalogCommand("start", "Start servers", [.server], .verb(.start)),
        CatalogCommand("stop", "Stop servers", [.server], .verb(.stop)),
        CatalogCommand("restart", "Stop and start servers", [.server], .verb(.restart)),
        CatalogCommand("kill", "End the processes of servers at once", [.server], .verb(.kill)),
        CatalogCommand("enable", "Let servers be started again", [.server], .changes),
        CatalogCommand("disable", "Stop servers, and keep them from being started", [.server], .changes),

        CatalogCommand("status", "Show how servers are", [.optionalServer], .opens(.status)),
        CatalogCommand("logs", "Show what a server said", [], .opens(.logs)),
        CatalogCommand("logs show", "Show the newest records of logs", [.optionalServer], .opens(.logs)),
        CatalogCommand("logs search", "Search all that is kept of logs", [.word("query"), .optionalServer]),
        CatalogCommand("logs export", "Write all that is kept of logs to a file", [.optionalServer], .changes),
        CatalogCommand("health", "Show whether servers do what they are there for", [.optionalServer], .opens(.health)),
        CatalogCommand("alerts", "Show what needs attention", [], .opens(.alerts)),
        CatalogCommand("alerts list", "List what needs attention", [], .opens(.alerts)),
        CatalogCommand("alerts ack", "Say that you have seen an alert", [.word("id")], .changes),
        CatalogCommand("alerts silence", "Tell nobody for a while: give --for 2h, and --rule or --server", [], .changes),
        CatalogCommand("alerts silences", "List what nobody is told of, and until when"),
        CatalogCommand("alerts unsilence", "End a silence before its time", [.word("number")], .changes),
        CatalogCommand("alerts rules", "Show when somebody is told, and who"),
        CatalogCommand("alerts test", "Tell everybody who is told of alerts that this is a test", [], .changes),
        CatalogCommand("ps", "Show the processes of servers, and servers that other programs started", [.optionalServer]),
        CatalogCommand("top", "Show what servers use"),
        CatalogCommand("metrics", "Print what Prometheus would be told"),
        CatalogCommand("env", "Show what a server is started with: environment, PATH, command line", [.server]),
        CatalogCommand("doctor", "Check everything, and say what to do about what is wrong"),

        CatalogCommand("secrets", "Give servers their secrets", [], .opens(.secrets)),
        CatalogCommand("secrets list", "Show which secrets servers ask for, and how they are", [.optionalServer]),
        CatalogCommand("secrets setup", "Be asked for every secret of a server", [.server], .opens(.secrets)),
        CatalogCommand(
            "secrets set", "Store a secret of a server", [.server, .word("key"), .optionalWord("rest")], .opens(.secrets)),
        CatalogCommand(
            "secrets update", "Store another value of a secret", [.server, .word("key"), .optionalWord("rest")],
            .opens(.secrets)),
        CatalogCommand(
            "secrets rotate", "Try another value, and go back when it does not work",
            [.server, .optionalWord("key"), .optionalWord("rest")], .opens(.secrets)),
        CatalogCommand(
            "secrets delete", "Take the value of a secret out of every store", [.server, .word("key")], .changes),
        CatalogCommand("secrets doctor", "Show the stores of secrets, and what servers lack"),
        CatalogCommand("secrets unlock", "Open the encrypted vault, or make one", [.optionalWord("rest")], .borrowsTerminal),
        CatalogCommand("secrets lock", "Close the encrypted vault and forget its key", [], .changes),
        CatalogCommand("secrets change-key", "Have the vault open with another key", [.optionalWord("rest")], .borrowsTerminal),
        CatalogCommand("secrets find", "Look for credentials in plain text", [.optionalWord("paths")]),
        CatalogCommand("secrets move", "Take credentials in plain text into the store", [.optionalWord("id")], .changes),
        CatalogCommand("secrets undo", "Put back the files of a 'move' as they were", [.word("id")], .changes),

        CatalogCommand("platform", "See and sync the files of AI clients", [], .opens(.platforms)),
        CatalogCommand("platform list", "List AI clients, and how their files stand", [], .opens(.platforms)),
        CatalogCommand("platform show", "Show one client: its file, and every server in it", [.client]),
        CatalogCommand("platform configure", "Have your servers in a client's file", [.client], .changes),
        CatalogCommand("platform sync", "Write what changed among your servers into clients' files", [.optionalClient], .changes),
        CatalogCommand("platform release", "Take your entries out of a client's file", [.client], .changes),
        CatalogCommand("platform undo", "Take back what was written into clients' files", [.optionalWord("id")], .changes),
        CatalogCommand(
            "platform restore", "Put back a client's whole file as it was", [.client, .optionalWord("copy")], .changes),
        CatalogCommand("platform add", "Describe a client that is not known", [.optionalWord("file")], .changes),
        CatalogCommand("import", "Take over servers that AI clients have", [.optionalWord("name")], .changes),

        CatalogCommand("tools", "List the tools of a server", [.server, .optionalWord("tool")], .opens(.tools)),
        CatalogCommand(
            "call", "Call a tool of a server", [.server, .word("tool"), .optionalWord("key=value")], .changes),
        CatalogCommand("calls", "Show the calls of tools that were made", [], .opens(.calls)),
        CatalogCommand("calls list", "List the calls, the newest first", [.optionalServer], .opens(.calls)),
        CatalogCommand("calls show", "Show one call, with its arguments and its result", [.word("id")]),
        CatalogCommand("calls replay", "Make a call again, and show what is different", [.word("id")], .changes),

        CatalogCommand("daemon", "Start, stop or look at the daemon", [], .unsuited("say which: daemon status, stop, restart")),
        CatalogCommand("daemon start", "Start the daemon, unless it runs", [], .does(.refresh)),
        CatalogCommand("daemon stop", "Stop the daemon and every server", [], .changes),
        CatalogCommand("daemon restart", "Stop the daemon and start the one that is installed", [], .changes),
        CatalogCommand("daemon status", "Say whether the daemon runs"),
        CatalogCommand("daemon install", "Have the system run the daemon from login on", [], .changes),
        CatalogCommand("daemon uninstall", "Take back what 'install' did", [], .changes),
        CatalogCommand("daemon run", "Be the daemon, in the foreground", [], .borrowsTerminal),
        CatalogCommand("demo", "Be a small MCP server on stdio", [.optionalWord("arguments")], .borrowsTerminal),
        CatalogCommand("completions", "Print the completion script of a shell", [.word("shell")]),
        CatalogCommand("help", "Explain a command", [.optionalWord("subcommands")]),
    ]

    /// The command that words begin with, the longest name first, and what stands behind it.
    static func command(of words: [String]) -> (command: CatalogCommand, rest: [String])? {
        for count in [2, 1] where words.count >= count {
            let name = words.prefix(count).joined(separator: " ")
            if let command = all.first(where: { $0.name == name }) { return (command, Array(words.dropFirst(count))) }
        }
        return nil
    }
}
