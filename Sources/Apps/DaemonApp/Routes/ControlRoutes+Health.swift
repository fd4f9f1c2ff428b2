import ControlAPI
import Hummingbird
import NIOCore
import ServerModel
import ServerMonitoring

/// The routes about health, metrics and alerts.
extension ControlRoutes {
    func answerHealth(_ route: ControlRoute, _ name: String) async throws -> Response {
        await definitions.refresh()
        switch route {
        case .health: return try .json(await health.history(of: name))
        case .checkHealth: return try .json(await health.check(name))
        case .metrics:
            return Response(
                status: .ok, headers: [.contentType: Exposition.contentType],
                body: .init(byteBuffer: ByteBuffer(bytes: await metrics.exposition())))
        default: return try .json(await health.summaries())
        }
    }

    func answerAlerts(_ route: ControlRoute, _ name: String, _ request: Request) async throws -> Response {
        switch route {
        case .acknowledgeAlert:
            return try .json(await alerts.acknowledge(try await request.decoded(AlertAcknowledgement.self)))
        case .silenceAlerts:
            let silence = try await request.decoded(AlertSilence.self)
            guard silence.until > .now else {
                throw ErrorReport(
                    code: "bad-request", problem: "a silence until \(silence.until) would be over before it began",
                    remedy: "silence for some time from now, for example 'mcp-manager alerts silence --for 2h'")
            }
            return try .json(await alerts.silence(silence), status: .created)
        case .endSilence:
            guard let id = Int(name) else {
                throw ErrorReport(
                    code: "bad-request", problem: "'\(name)' is not the number of a silence",
                    remedy: "run 'mcp-manager alerts silences' for the numbers")
            }
            return try .json(await alerts.endSilence(id))
        case .testAlerts: return try .json(await alerts.test())
        default: return try .json(await alerts.overview())
        }
    }
}
