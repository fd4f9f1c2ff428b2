import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServerModel
import ServiceLifecycle

/// The door for programs: the control API on `control.sock`.
///
/// Hummingbird's own `Application` would also keep a clock for the `Date` header, which wakes an idle daemon every
/// second; nobody on a Unix socket reads it, so its parts are put together here without.
enum ControlListener {
    /// Serves `router` until the daemon stops; `listening` is called once it can be reached.
    static func service(
        path: String, router: Router<BasicRequestContext>, group: any EventLoopGroup, logger: Logger,
        listening: @escaping @Sendable () async -> Void
    ) throws -> any Service {
        let responder = router.buildResponder()
        return try HTTPServerBuilder.http1().buildServer(
            configuration: .init(address: .unixDomainSocket(path: path)), eventLoopGroup: group, logger: logger,
            responder: { request, writer, channel in
                let context = BasicRequestContext(source: .init(channel: channel, logger: logger))
                let response: Response
                do {
                    response = try await responder.respond(to: request, context: context)
                } catch {
                    // The routes report their own errors; this is for what failed before one was found.
                    response = .failure(ErrorReport(describing: error), status: .internalServerError)
                }
                try await writer.write(response: response.head, body: response.body)
            },
            onServerRunning: { _ in await listening() })
    }
}
