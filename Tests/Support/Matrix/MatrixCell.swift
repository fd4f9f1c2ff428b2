import Foundation
import Testing

/// One pairing: a client that reaches a server through us.
public struct MatrixCell: Sendable, CustomStringConvertible {
    public var client: MatrixClient
    public var server: MatrixServer
    public var transport: MatrixTransport
    /// Whether the server runs already when its client comes; else it starts for the client.
    public var isStarted: Bool

    public init(client: MatrixClient, server: MatrixServer, transport: MatrixTransport, isStarted: Bool = false) {
        (self.client, self.server, self.transport, self.isStarted) = (client, server, transport, isStarted)
    }

    /// Every client with every server over every transport.
    public static let all = MatrixTransport.allCases.flatMap { cells(over: $0) }
    /// Every client with every server that somebody has started before.
    public static let started = cells(over: .stdio, isStarted: true)

    private static func cells(over transport: MatrixTransport, isStarted: Bool = false) -> [MatrixCell] {
        MatrixServer.allCases.flatMap { server in
            MatrixClient.allCases.map { MatrixCell(client: $0, server: server, transport: transport, isStarted: isStarted) }
        }
    }

    /// Whether the daemon speaks an era before 2026-07-28 to the server: the older transport has no other, and a server that
    /// speaks both is opened in the era of the client it starts for, in the older one if it starts for nobody.
    var speaksLegacy: Bool { transport == .sse || isStarted || !client.isModern }

    public var description: String { "\(client.rawValue) × \(server.rawValue) × \(transport.rawValue)" }

    /// Defines the server, with more keys of `execution`, and starts it if it is to run before its clients come.
    public func prepare(_ keys: String..., in home: TestHome) async throws {
        try home.define("matrix", try definition(keys))
        if isStarted {
            try await home.succeed("start", "matrix")
            try await home.waitUntilReady("matrix")
        }
    }

    /// Has the client use every feature of the prepared server; what became of each.
    public func use(in home: TestHome) async throws -> [MatrixVerdict] {
        let outcome = try await Tool.run(
            try client.environment.program(),
            [
                "\(Product.repository)/Tests/Acceptance/Clients/matrix_client.py", client.mode, "--",
                Product.program("mcp-connect"), "matrix", "--home", home.path,
            ],
            environment: home.environment, within: .seconds(240))
        var verdicts = Dictionary(uniqueKeysWithValues: MatrixFeature.allCases.map { ($0, MatrixVerdict(feature: $0)) })
        for line in outcome.output.split(separator: "\n") {
            let message = Message(Data(line.utf8))
            guard let name = message.text("feature"), let feature = MatrixFeature(rawValue: name) else {
                throw TestFailure("not a feature: \(line)")
            }
            verdicts[feature] = MatrixVerdict(
                feature: feature, works: message.flag("ok") == true, detail: message.text("detail") ?? "")
        }
        guard outcome.succeeded else { throw TestFailure("the client failed: \(outcome)") }
        return MatrixFeature.allCases.compactMap { verdicts[$0] }
    }

    /// The same, judged: each feature that fails, or works in spite of an exception, in words.
    public func surprises(in home: TestHome) async throws -> [String] {
        try await use(in: home).compactMap { verdict in
            let reason = MatrixException.reason(verdict.feature, self)
            guard verdict.works == (reason != nil) else { return nil }
            let words = "\(self), \(verdict.feature.rawValue): \(verdict.detail)"
            return reason.map { "\(words) — it works, although: \($0)" } ?? words
        }
    }

    private func definition(_ keys: [String]) throws -> String {
        var lines = ["name: matrix", "execution:", "  mode: local"] + keys.map { "  \($0)" }
        var arguments = ["\(Product.repository)/Tests/Acceptance/Servers/matrix_\(server.rawValue).py"]
        if transport != .stdio {
            let port = try FreePort.any()
            lines += ["  transport: \(transport.rawValue)", "  port: \(port)", "  path: \(transport.path)"]
            arguments += ["--transport", transport.rawValue, "--port", "\(port)"]
        }
        lines += ["  local:", "    command: \(try server.environment.program())", "    args:"]
        lines += arguments.map { "      - \"\($0)\"" }
        return lines.joined(separator: "\n") + "\n"
    }
}
