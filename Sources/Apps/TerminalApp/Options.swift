import ServerModel

/// What was asked for on the command line.
struct Options: Hashable {
    var mode: Mode = .dashboard
    /// `nil`: the environment's, else the default one.
    var home: String?
    /// `nil`: the environment's, else the default one.
    var theme: String?
    var isASCII = false

    enum Mode: Hashable {
        case dashboard
        /// Lines of text, for screen readers and pipes.
        case plain(PlainTask)
        case help
        case version
    }

    /// Reads the arguments, without the program's name.
    init(_ arguments: [String]) throws(BadUse) {
        var rest = arguments[...]
        var isPlain = false
        var follows = false
        var words: [String] = []
        while let argument = rest.popFirst() {
            let (name, attached) = Self.split(argument)
            func value() throws(BadUse) -> String {
                guard let value = attached ?? rest.popFirst(), !value.isEmpty else { throw BadUse(.missingValue(name)) }
                return value
            }
            switch name {
            case "--home": home = try value()
            case "--theme": theme = try value()
            case "--ascii" where attached == nil: isASCII = true
            case "--plain" where attached == nil: isPlain = true
            case "--follow" where attached == nil: follows = true
            case "--help" where attached == nil, "-h" where attached == nil: mode = .help
            case "--version" where attached == nil: if mode != .help { mode = .version }
            case _ where !argument.hasPrefix("-") && !argument.isEmpty: words.append(argument)
            default: throw BadUse(.unknown(argument))
            }
        }
        guard mode == .dashboard else { return }
        if isPlain {
            mode = .plain(try PlainTask(words, follows: follows))
        } else if let stray = words.first ?? (follows ? "--follow" : nil) {
            throw BadUse(.unknown(stray))
        }
    }

    /// `--home=X` as `--home` and `X`.
    private static func split(_ argument: String) -> (name: String, value: String?) {
        guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    static let names = ["--home", "--theme", "--ascii", "--plain", "--follow", "--help", "--version"]

    static let help = """
        Usage: mcp-manager-tui [--home DIR] [--theme NAME] [--ascii]
               mcp-manager-tui [--home DIR] --plain [--follow] [status NAME | logs NAME | secrets NAME]

        The dashboard of mcp-manager: every MCP server, its state and its log, and the keys to control it.

          --home DIR     the home of servers and logs (default: $MCP_MANAGER_HOME, else ~/.mcp_servers)
          --theme NAME   colours (default: $MCP_MANAGER_THEME, else config.yaml, else ansi; mono with NO_COLOR=1)
          --ascii        draw with ASCII characters only
          --plain        print lines of text instead, for screen readers and pipes: the servers; 'status NAME': how
                         one is and why; 'logs NAME': its log; 'secrets NAME' asks for its secrets line by line
          --follow       with --plain: go on with one line for each thing that happens, until Ctrl-C
          --help         show this text
          --version      show the version

        In the dashboard, ? shows every key and q quits. Servers keep running.
        """
}

/// Arguments that mean nothing; exit status 2.
struct BadUse: ActionableError, Hashable {
    enum Reason: Hashable {
        case unknown(String)
        case missingValue(String)
        /// Words behind --plain.
        case unknownTask(String)
        case missingServer(String)
        case tooMany(String)
    }

    var reason: Reason

    init(_ reason: Reason) { self.reason = reason }

    var code: String { "bad-use" }

    var problem: String {
        switch reason {
        case .unknown(let argument): "'\(argument)' is not an option of mcp-manager-tui"
        case .missingValue(let name): "\(name) needs a value"
        case .unknownTask(let word): "'\(word)' is nothing that --plain can show"
        case .missingServer(let word): "'\(word)' needs the name of a server"
        case .tooMany(let word): "'\(word)' is one word too many"
        }
    }

    var remedy: String {
        switch reason {
        case .unknown(let argument):
            closestMatch(to: argument, among: Options.names).map { "did you mean '\($0)'?" }
                ?? "run 'mcp-manager-tui --help' to see every option"
        case .missingValue(let name): "write '\(name) \(name == "--home" ? "DIR" : "NAME")'"
        case .unknownTask: "write 'mcp-manager-tui --plain', or with 'status NAME', 'logs NAME' or 'secrets NAME' behind it"
        case .missingServer(let word): "write 'mcp-manager-tui --plain \(word) NAME'"
        case .tooMany: "run 'mcp-manager-tui --help' to see what can be written"
        }
    }
}
