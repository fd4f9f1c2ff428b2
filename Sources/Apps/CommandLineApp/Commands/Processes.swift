import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager ps [NAME…]`
struct Processes: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ps", abstract: "Show the processes of servers, and MCP servers that other programs started.",
        usage: """
            mcp-manager ps [NAME…] [--foreign]
            mcp-manager ps --end PID…
            mcp-manager ps --adopt PID [--name NAME] [--keep]
            """,
        discussion: """
            --end and --adopt take the number in the first line of a server that another program started. --adopt defines a server \
            that runs the same, then ends that one; its environment is not copied.
            """)

    @Argument(help: "Only the processes of these servers.", completion: .serverNames)
    var names: [String] = []

    @Flag(help: "Only servers that other programs started.")
    var foreign = false

    @Option(parsing: .upToNextOption, help: ArgumentHelp("End servers that other programs started.", valueName: "pid"))
    var end: [Int32] = []

    @Option(help: ArgumentHelp("Make a server that another program started one of yours.", valueName: "pid"))
    var adopt: Int32?

    @Option(help: ArgumentHelp("With --adopt: what to call it.", valueName: "name"))
    var name: String?

    @Flag(help: "With --adopt: let the other one run on.")
    var keep = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if foreign, !names.isEmpty { throw ValidationError("give names or --foreign, not both") }
        if !end.isEmpty, adopt != nil { throw ValidationError("give --end or --adopt, not both") }
        if !end.isEmpty || adopt != nil, !names.isEmpty || foreign {
            throw ValidationError("--end and --adopt go without names and --foreign")
        }
        if adopt == nil, name != nil || keep { throw ValidationError("--name and --keep go with --adopt") }
    }

    func run(in session: Session) async throws {
        if let name { _ = try ServerID(name) }
        let ids = try Session.ids(names)
        let client = try await session.connect()
        if !end.isEmpty { return try await endServers(client, session) }
        if let adopt { return try await adoptServer(adopt, client, session) }

        // A name that is no server's has no processes either; that is worth more words.
        for id in ids { _ = try await client.server(id) }
        var report = try await client.processes(foreign: ids.isEmpty)
        if !ids.isEmpty { report.trees.removeAll { !ids.contains($0.server) } }
        if foreign { report.trees = [] }
        if report.trees.isEmpty, report.foreign.isEmpty, !options.json { try session.errors.print("no processes\n") }
        try session.show(report) {
            ProcessesView(report: $0, times: session.times).text(width: session.context.output.columns)
        }
    }

    private func endServers(_ client: ControlClient, _ session: Session) async throws {
        let servers = try await found(end, client)
        let what = servers.map { server in "\(server.name) (\(server.first.processID))" }.joined(separator: ", ")
        try session.confirm("end \(what), started by \(owners(servers))?", otherwise: "ending \(what) needs a yes")
        var ended: [EndedServer] = []
        for server in servers { ended.append(try await client.end(server.first)) }
        try session.show(ended) { ended in
            ended.reduce(into: "") { text, server in
                text += "ended \(server.name) (\(server.processes.map(String.init).joined(separator: ", ")))\n"
            }
        }
    }

    private func adoptServer(_ process: Int32, _ client: ControlClient, _ session: Session) async throws {
        let server = try await found([process], client)[0]
        let ending: StyledText = keep ? "" : ", and end the one that \(owners([server])) started"
        try session.confirm(
            "define a server that runs '\(server.first.commandLine)'\(ending)?", otherwise: "adopting \(process) needs a yes")
        let adoption = try await client.adopt(server.first, name: name, keeps: keep)
        try session.show(adoption) { AdoptionView(adoption: $0, startedBy: server.server.startedBy).text }
    }

    private struct Target {
        var server: ForeignServer
        var first: ProcessEntry
        var name: String { server.name }
    }

    /// In the order of the numbers. Throws ``UnknownProcess``.
    private func found(_ numbers: [Int32], _ client: ControlClient) async throws -> [Target] {
        let servers = try await client.processes().foreign
        return try numbers.map { number in
            guard let server = servers.first(where: { $0.processes.first?.processID == number }),
                let first = server.processes.first
            else { throw UnknownProcess(processID: number, containing: servers) }
            return Target(server: server, first: first)
        }
    }

    private func owners(_ servers: [Target]) -> String {
        Set(servers.map { $0.server.startedBy ?? "nobody who is left" }).sorted().joined(separator: ", ")
    }
}

/// A number that is not the first process of a foreign server.
struct UnknownProcess: ActionableError, Hashable {
    var processID: Int32
    /// The first process of the foreign server it belongs to; `nil` when to none.
    var first: Int32?

    init(processID: Int32, containing servers: [ForeignServer]) {
        self.processID = processID
        first = servers.first { $0.processes.contains { $0.processID == processID } }?.processes.first?.processID
    }

    var code: String { "no-foreign-server" }
    var problem: String {
        first == nil
            ? "the process \(processID) is no MCP server that another program of yours runs"
            : "the process \(processID) is only a part of one"
    }
    var remedy: String {
        first.map { "give the number of the whole: \($0)" } ?? "run 'mcp-manager ps --foreign' for those there are"
    }
}
