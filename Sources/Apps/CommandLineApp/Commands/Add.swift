import ArgumentParser
import ServerModel

/// `mcp-manager add NAME -- COMMAND ARGS…`
struct Add: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Define a server.",
        usage: """
            mcp-manager add NAME [options] -- COMMAND [ARGS…]
            mcp-manager add NAME --url URL [options]
            """,
        discussion: """
            Example: mcp-manager add time -- uvx mcp-server-time

            Writes servers/NAME.yaml; every other setting can be written there.
            """)

    @Argument(help: "Its name: letters, digits, '.', '_' and '-'.")
    var name: String

    @Option(name: .customLong("env"), help: ArgumentHelp("An environment variable for it; may be repeated.", valueName: "K=V"))
    var environment: [EnvironmentEntry] = []

    @Option(help: ArgumentHelp("It speaks Streamable HTTP on this port, not stdio.", valueName: "port"))
    var http: Int?

    @Option(help: ArgumentHelp("It runs elsewhere, at this address.", valueName: "url"))
    var url: String?

    @Option(
        name: .customLong("header"),
        help: ArgumentHelp("A header sent with each request to that address; may be repeated.", valueName: "name: value"))
    var headers: [HeaderLine] = []

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String?

    @Option(help: ArgumentHelp("When the daemon starts it by itself.", valueName: "when"))
    var start: StartPolicy = .onDemand

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The program and its arguments, behind '--'.", valueName: "command"))
    var command: [String] = []

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if url != nil, !command.isEmpty || http != nil || !environment.isEmpty {
            throw ValidationError("a server with --url runs elsewhere: it takes no command, port or environment")
        }
        if url == nil, !headers.isEmpty { throw ValidationError("--header is for a server with --url") }
        if command.isEmpty, url == nil {
            throw ValidationError("write the server's command behind '--', e.g. -- uvx mcp-server-time")
        }
        if let http, !(1...65535).contains(http) { throw ValidationError("--http takes a port, 1 to 65535") }
    }

    func run(in session: Session) async throws {
        // Checked here too, so that a bad name costs no daemon.
        let id = try ServerID(name)
        var new = NewServer(
            name: id.rawValue, command: command.first ?? "", args: Array(command.dropFirst()),
            environment: Dictionary(environment.map { ($0.name, $0.value) }) { $1 }, httpPort: http, description: description,
            start: start)
        new.url = url
        if !headers.isEmpty { new.headers = Dictionary(headers.map { ($0.name, $0.value) }) { $1 } }
        let client = try await session.connect()
        try session.show(await client.add(new)) { _ in "" }
        guard !options.json else { return }
        for diagnostic in try await client.definition(id).diagnostics {
            try session.errors.print("\(diagnostic, diagnostic.severity.style)\n")
        }
    }
}

extension StartPolicy: ExpressibleByArgument {}

extension HeaderLine: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// `KEY=VALUE`
struct EnvironmentEntry: ExpressibleByArgument, Hashable {
    var name: String
    var value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}
