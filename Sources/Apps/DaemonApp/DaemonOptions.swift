import ServerModel

/// The command line of `mcp-managerd`.
struct DaemonOptions: Hashable {
    enum Request: Hashable { case run, help, version }

    var request = Request.run
    /// `nil`: `$MCP_MANAGER_HOME`, else `~/.mcp_servers`.
    var home: String?
    /// Where to say that both sockets listen; set by the program that started us.
    var readyDescriptor: Int32?

    static let help = """
        mcp-managerd — runs the MCP servers of one home and answers mcp-manager, mcp-manager-tui and mcp-connect.

        It starts by itself when one of them needs it; 'mcp-manager daemon run' keeps it in the foreground.

        USAGE: mcp-managerd [--home PATH]

          --home PATH      the home directory (default: $MCP_MANAGER_HOME, else ~/.mcp_servers)
          --ready-fd N     write one line to this descriptor once it can be reached
          --version        print the version
          --help           print this

        EXIT: 0 ended as asked, 1 could not run, 2 bad use, 3 another daemon has the home.
        """

    init(_ arguments: [String]) throws(ErrorReport) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": request = .help
            case "--version": request = .version
            case "--home":
                guard let value = rest.popFirst() else { throw .badUse("--home needs a path") }
                home = value
            case "--ready-fd":
                guard let value = rest.popFirst().flatMap({ Int32($0) }) else { throw .badUse("--ready-fd needs a number") }
                readyDescriptor = value
            default:
                throw .badUse("'\(argument)' is not an option of mcp-managerd")
            }
        }
    }
}

extension ErrorReport {
    fileprivate static func badUse(_ problem: String) -> ErrorReport {
        ErrorReport(code: "bad-use", problem: problem, remedy: "run 'mcp-managerd --help'")
    }
}
