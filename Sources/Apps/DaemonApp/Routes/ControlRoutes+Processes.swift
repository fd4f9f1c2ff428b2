import ControlAPI
import Hummingbird
import ServerModel

/// The routes about processes and what they use.
extension ControlRoutes {
    func processReport(_ request: Request) async throws -> Response {
        await definitions.refresh()
        let foreign = request.uri.queryParameters.get(ControlRoute.Parameter.foreign) != "false"
        return try .json(await processes.report(foreign: foreign))
    }

    func end(_ process: Int32, _ request: Request) async throws -> Response {
        try .json(await processes.end(process, request.decoded(EndRequest.self)))
    }

    func adopt(_ process: Int32, _ request: Request) async throws -> Response {
        try .json(await processes.adopt(process, request.decoded(AdoptionRequest.self)), status: .created)
    }

    func useSamples(of name: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        let id = try await supervisor.status(of: name).id
        let minutes = try request.count(ControlRoute.Parameter.minutes, default: 60)
        return try .json(await use.samples(id, since: .now + .seconds(-60 * minutes)))
    }

    /// The present at once, then whenever it was looked at, which is often as long as somebody follows.
    func followActivity(_ request: Request) async -> Response {
        await definitions.refresh()
        // Whoever is slow misses what was, not what is.
        let (stream, continuation) = AsyncStream.makeStream(of: [ServerActivity].self, bufferingPolicy: .bufferingNewest(1))
        let (processes, looks) = (processes, await supervisor.looks())
        let work = Task {
            // A fresh look for a fresh screen.
            _ = await processes.report(foreign: false)
            continuation.yield(await processes.activities())
            for await _ in looks { continuation.yield(await processes.activities()) }
            continuation.finish()
        }
        continuation.onTermination = { _ in work.cancel() }
        return .following(stream, request)
    }

    /// Throws an ``ErrorReport`` for what is no number of a process.
    func processNumber(_ text: String) throws -> Int32 {
        guard let process = Int32(text), process > 1 else {
            throw ErrorReport(
                code: "bad-request", problem: "'\(text)' is not the number of a process",
                remedy: "run 'mcp-manager ps' for the numbers")
        }
        return process
    }
}
