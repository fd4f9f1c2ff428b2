/// What the command line asks for.
enum BridgeCommand: Equatable {
    case connect(BridgeOptions)
    case help
    case version
    /// The command line makes no sense; a sentence says why.
    case misuse(String)

    /// Reads the arguments after the program's name.
    init(arguments: [String]) {
        var options = BridgeOptions(server: "")
        var names: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            switch parts[0] {
            case "-h", "--help":
                self = .help
                return
            case "--version":
                self = .version
                return
            case "--client", "--home":
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.isEmpty else {
                    self = .misuse("\(parts[0]) needs a value")
                    return
                }
                if parts[0] == "--client" { options.client = value } else { options.home = value }
            case let name where name.hasPrefix("-"):
                self = .misuse("there is no option '\(name)'")
                return
            default:
                names.append(argument)
            }
        }
        guard let name = names.first, names.count == 1 else {
            self = .misuse(
                names.isEmpty
                    ? "the name of a server is missing" : "one name of a server is enough: \(names.joined(separator: ", "))")
            return
        }
        options.server = name
        self = .connect(options)
    }
}

/// Which server to connect to, and how.
struct BridgeOptions: Equatable {
    /// The server's name, as typed.
    var server: String
    /// The id of the client that started us, for the list of sessions.
    var client: String?
    /// `--home`.
    var home: String?
}
