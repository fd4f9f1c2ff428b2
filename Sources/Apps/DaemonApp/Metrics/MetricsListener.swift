import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import ServerModel
import ServerMonitoring
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Serves `/metrics` at a port of 127.0.0.1, for Prometheus, which does not speak to Unix sockets.
///
/// When the port cannot be had that is told, and everything else goes on.
struct MetricsListener: Service {
    /// 0: one that is free.
    let port: Int
    let exposition: @Sendable () async -> [UInt8]
    let trouble: @Sendable (ErrorReport) -> Void
    let group: any EventLoopGroup
    let logger: Logger
    /// Called with the port once it can be reached.
    var listening: @Sendable (Int) async -> Void = { _ in }

    private static let host = "127.0.0.1"
    /// A client that keeps its connection longer than this without a word has forgotten us.
    private static let idleTime = TimeAmount.seconds(120)

    func run() async throws {
        do {
            try await server().run()
        } catch {
            trouble(.noMetricsPort(port, error))
        }
        // When a service returns all others end with it.
        try? await gracefulShutdown()
    }

    private func server() throws -> any Service {
        try HTTPServerBuilder.http1(configuration: .init(idleTimeout: Self.idleTime)).buildServer(
            configuration: .init(address: .hostname(Self.host, port: port)), eventLoopGroup: group, logger: logger,
            responder: { request, writer, channel in
                let response = await answer(to: request, at: channel.localAddress?.port ?? port)
                try await writer.write(response: response.head, body: response.body)
            },
            onServerRunning: { await listening($0.localAddress?.port ?? port) })
    }

    private func answer(to request: Request, at port: Int) async -> Response {
        let asked = MetricsRequest(
            method: request.method.rawValue, path: request.uri.path, authority: request.head.authority, port: port)
        switch asked {
        case .metrics:
            return .text(await exposition(), status: .ok, type: Exposition.contentType)
        case .unknownPath:
            return .text("metrics are at /metrics\n".utf8, status: .notFound)
        case .wrongMethod:
            var response = Response.text("only GET\n".utf8, status: .methodNotAllowed)
            response.headers[.allow] = "GET"
            return response
        case .foreignHost:
            return .text(
                "metrics are for this machine alone: http://127.0.0.1:\(port)/metrics\n".utf8, status: .misdirectedRequest)
        }
    }
}

extension Response {
    fileprivate static func text(
        _ bytes: some Collection<UInt8>, status: HTTPResponse.Status, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .xContentTypeOptions: "nosniff"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension ErrorReport {
    fileprivate static func noMetricsPort(_ port: Int, _ error: any Error) -> ErrorReport {
        let isTaken = (error as? IOError)?.errnoCode == EADDRINUSE
        return ErrorReport(
            code: "metrics-port",
            problem: "metrics are not served at 127.0.0.1:\(port): "
                + (isTaken ? "another program uses the port" : "\(error)"),
            remedy: "end that program, or write another metrics.port into config.yaml; then run 'mcp-manager daemon restart'")
    }
}
