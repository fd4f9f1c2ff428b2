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
        /// The table of servers as text, once.
        case plain
        case help
        case version
    }

    /// Reads the arguments, without the program's name.
    init(_ arguments: [String]) throws(BadUse) {
        var rest = arguments[...]
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
            case "--plain" where attached == nil: if mode == .dashboard { mode = .plain }
            case "--help" where attached == nil, "-h" where attached == nil: mode = .help
            case "--version" where attached == nil: if mode != .help { mode = .version }
            default: throw BadUse(.unknown(argument))
            }
        }
    }

    /// `--home=X` as `--home` and `X`.
    private static func split(_ argument: String) -> (name: String, value: String?) {
        guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    static let names = ["--home", "--theme", "--ascii", "--plain", "--help", "--version"]

    static let help = """
        Usage: mcp-manager-tui [--home DIR] [--theme NAME] [--ascii] [--plain]

        The dashboard of mcp-manager: every MCP server, its state and its log, and the keys to control it.

          --home DIR     the home of servers and logs (default: $MCP_MANAGER_HOME, else ~/.mcp_servers)
          --theme NAME   colours (default: $MCP_MANAGER_THEME, else ansi); NO_COLOR=1 shows none
          --ascii        draw with ASCII characters only
          --plain        print the servers once as text and exit; also done when the output is no terminal
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
    }

    var reason: Reason

    init(_ reason: Reason) { self.reason = reason }

    var code: String { "bad-use" }

    var problem: String {
        switch reason {
        case .unknown(let argument): "'\(argument)' is not an option of mcp-manager-tui"
        case .missingValue(let name): "\(name) needs a value"
        }
    }

    var remedy: String {
        switch reason {
        case .unknown(let argument):
            closestMatch(to: argument, among: Options.names).map { "did you mean '\($0)'?" }
                ?? "run 'mcp-manager-tui --help' to see every option"
        case .missingValue(let name): "write '\(name) \(name == "--home" ? "DIR" : "NAME")'"
        }
    }
}
