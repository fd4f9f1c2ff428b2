import ModelContextProtocol
import NIOCore
import NIOPosix
import ServerModel
import ServerSupervision
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The door for bridges: `sessions.sock`, every connection on the one event loop.
final class SessionListener: Service {
    private let path: String
    private let loop: any EventLoop
    private let definitions: DefinitionKeeper
    private let supervisor: Supervisor
    private let channel = Mutex<(any Channel)?>(nil)

    init(path: String, loop: any EventLoop, definitions: DefinitionKeeper, supervisor: Supervisor) {
        self.path = path
        self.loop = loop
        self.definitions = definitions
        self.supervisor = supervisor
    }

    /// Listens from now on. What an earlier daemon left there is in nobody's use: we hold the lock.
    func bind() async throws {
        unlink(path)
        let (definitions, supervisor) = (definitions, supervisor)
        let bound = try await ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: 4 << 20))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        SessionHandler(definitions: definitions, supervisor: supervisor))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        channel.withLock { $0 = bound }
    }

    /// Until the daemon stops; clients that are connected then are told by their servers' end.
    func run() async throws {
        try await gracefulShutdown()
        try? await channel.withLock { $0 }?.close()
    }
}
