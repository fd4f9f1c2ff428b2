import Foundation
import ServerModel
import TestSupport

/// `sick_server.py` as a server of a home, checked every second.
struct SickServer {
    let home: TestHome
    let client: WireClient
    private static let program = "\(Product.repository)/Tests/Acceptance/Servers/sick_server.py"

    /// Defines and starts it; `port`: over HTTP, with an endpoint for its health and metrics of its own.
    init(in home: TestHome, port: Int? = nil) async throws {
        self.home = home
        let execution = port.map { "transport: streamable-http\n  port: \($0)" } ?? "transport: stdio"
        let arguments = port.map { ", --http, \"\($0)\"" } ?? ""
        let endpoint = port == nil ? "" : ", endpoint: /health"
        let metrics = port.map { "\n  metrics: {enabled: true, port: \($0)}" } ?? ""
        try home.define(
            "sick",
            """
            name: sick
            execution:
              \(execution)
              local:
                command: \(try Component.python.program())
                args: [-B, "\(Self.program)"\(arguments)]
            monitoring:
              health_check: {interval: 1, timeout: 0.6, retries: 2\(endpoint)}\(metrics)

            """)
        client = try WireClient("sick", in: home)
        try await client.open()
        try await home.waitUntilReady("sick")
    }

    /// Has it do something; see the script.
    func call(_ id: Int, _ tool: String, _ arguments: String = "{}") async throws {
        _ = try await client.call(id, tool, arguments)
    }

    /// Its status once its health is so.
    @discardableResult
    func waits(until state: HealthState, _ cause: HealthCause? = nil) async throws -> Health {
        let status = try await home.wait(for: "sick", "health \(state.rawValue) \(cause?.rawValue ?? "")") {
            $0.health?.state == state && (cause == nil || $0.health?.cause == cause)
        }
        return try status.health ?? { throw TestFailure("a status without health") }()
    }
}
