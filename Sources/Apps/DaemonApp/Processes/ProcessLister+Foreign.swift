import ControlAPI
import ServerExecution
import ServerModel

/// Ending foreign servers, and making them ours.
extension ProcessLister {
    /// Ends a foreign server with everything it started.
    func end(_ process: Int32, _ request: EndRequest) async throws -> EndedServer {
        let server = try foreignServer(process, startedAt: request.startedAt)
        return EndedServer(name: server.command.name, processes: try await end(server))
    }

    /// Defines a server that runs the same, then ends the foreign one unless it is to run on.
    func adopt(_ process: Int32, _ request: AdoptionRequest) async throws -> Adoption {
        let server = try foreignServer(process, startedAt: request.startedAt)
        let words = ProcessDetails.arguments(of: process)
        guard !words.isEmpty else { throw ErrorReport.noForeignServer(process) }
        await definitions.refresh()
        let names = Set(await definitions.all.keys.map(\.rawValue))
        let new = NewServer(
            adopting: words, running: server.command, executable: ProcessDetails.executable(of: process),
            directory: ProcessDetails.directory(of: process), name: request.name, isTaken: names.contains)
        let owner = ProcessFacts(of: process).map { $0.parent > 1 ? ProcessDetails.environment(of: $0.parent) : [] } ?? []
        let settings = GivenSettings.names(in: ProcessDetails.environment(of: process), owner: owner)
        // Defined first: should that be refused, nothing was ended.
        let id = try await definitions.add(new)
        let ended = request.keeps ? [] : try await end(server)
        return Adoption(
            status: try await supervisor.status(of: id.rawValue), clientCommand: "mcp-connect \(id)", settings: settings,
            ended: ended)
    }

    private func foreignServer(_ process: Int32, startedAt: Timestamp) throws(ErrorReport) -> ForeignServers.Found {
        let found = foreignServers().first { $0.members.first?.facts.processID == process }
        // The same number may be another process by now. Clocks are compared with care: one is set while we look.
        guard let found, let start = found.members.first?.facts.startedAt,
            abs(start.millisecondsSince1970 - startedAt.millisecondsSince1970) < 2000
        else { throw .noForeignServer(process) }
        return found
    }

    private func end(_ server: ForeignServers.Found) async throws -> [Int32] {
        let left = await TreeEnding.end(server.members.map(\.facts))
        guard left.isEmpty else { throw ErrorReport.notEnded(left.map(\.processID)) }
        return server.members.map(\.facts.processID)
    }
}

extension ErrorReport {
    static func noForeignServer(_ process: Int32) -> ErrorReport {
        ErrorReport(
            code: "no-foreign-server", problem: "the process \(process) is no MCP server that another program of yours runs",
            remedy: "run 'mcp-manager ps --foreign' for those there are, and give the number in the first line of one")
    }

    fileprivate static func notEnded(_ processes: [Int32]) -> ErrorReport {
        let numbers = processes.map(String.init).joined(separator: ", ")
        return ErrorReport(
            code: "not-ended",
            problem: "\(processes.count == 1 ? "the process" : "the processes") \(numbers) did not end, even when killed",
            remedy: "it waits for a disk or the network; look again with 'mcp-manager ps --foreign'")
    }
}
