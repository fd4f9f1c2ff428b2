import AsyncHTTPClient
import NIOCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The one client for all servers over HTTP, made when the first of them is connected to.
final class SharedHTTPClient: Sendable {
    private let loop: any EventLoop
    private let made = Mutex<HTTPClient?>(nil)

    init(loop: any EventLoop) { self.loop = loop }

    var client: HTTPClient {
        made.withLock { made in
            if let made { return made }
            let client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: Self.configuration)
            made = client
            return client
        }
    }

    func shutDown() async {
        let client = made.withLock { made in
            defer { made = nil }
            return made
        }
        // Fails only when done twice.
        try? await client?.shutdown()
    }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        // A redirection could take a token to somebody else; whoever asks decides.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10))
        // Streams and long calls each hold a connection.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // Below the five seconds after which many servers close: a request must not meet a connection that is being closed.
        configuration.connectionPool.idleTimeout = .seconds(4)
        // What could not be reached is told at once; trying again is supervision's.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.http1_1ConnectionDebugInitializer = watchForDeadPeers
        return configuration
    }

    /// A stream may be silent for hours, and its host gone meanwhile: the kernel asks after a minute, and every ten seconds then.
    @Sendable private static func watchForDeadPeers(_ channel: any Channel) -> EventLoopFuture<Void> {
        #if canImport(Darwin)
            let options: [(NIOBSDSocket.Option, SocketOptionValue)] = [(.init(rawValue: TCP_KEEPALIVE), 60)]
        #else
            let options: [(NIOBSDSocket.Option, SocketOptionValue)] = [
                (.init(rawValue: CInt(TCP_KEEPIDLE)), 60), (.init(rawValue: CInt(TCP_KEEPINTVL)), 10),
                (.init(rawValue: CInt(TCP_KEEPCNT)), 3),
            ]
        #endif
        let settings =
            [channel.setOption(.socketOption(.so_keepalive), value: 1)]
            + options.map { channel.setOption(ChannelOptions.Types.SocketOption(level: .tcp, name: $0.0), value: $0.1) }
        // A kernel without one of them is no reason not to connect.
        return EventLoopFuture.whenAllComplete(settings, on: channel.eventLoop).map { _ in }
    }
}
