import ControlAPI
import DaemonLaunch
import ServerModel
import Synchronization

/// The daemon's events from now on, read like a screen that is open.
public final class News: Sendable {
    private let client: ControlClient
    private let stream: AsyncStream<ServerEvent>
    private let heard = Mutex<[ServerEvent]>([])
    private let reading: Task<Void, any Error>

    public init(of home: TestHome) async throws {
        client = try await ControlClient.connect(home: HomeDirectory(path: home.path))
        let events = try await client.events(after: nil)
        let (stream, tell) = AsyncStream.makeStream(of: ServerEvent.self)
        self.stream = stream
        reading = Task {
            for try await event in events { tell.yield(event) }
            tell.finish()
        }
    }

    deinit { reading.cancel() }

    /// The next event that is meant; those before it are dropped, but kept in ``told``.
    public func first(
        _ what: String, within limit: Duration = .seconds(30), where isMeant: @escaping @Sendable (ServerEvent) -> Bool
    ) async throws -> ServerEvent {
        do {
            return try await TestSupport.within(limit, what) {
                for await event in self.stream {
                    self.heard.withLock { $0.append(event) }
                    if isMeant(event) { return event }
                }
                throw TestFailure("the daemon's events ended")
            }
        } catch let failure as TestFailure {
            throw TestFailure("\(failure)\ntold: \(told.map(\.message))")
        }
    }

    /// Every event that was read so far.
    public var told: [ServerEvent] { heard.withLock { $0 } }
}
