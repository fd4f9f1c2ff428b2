import ServerModel
import Synchronization

/// Numbers events, remembers the newest, and pushes them to whoever listens.
public final class EventHub: Sendable {
    /// How many events a client that lost its connection can catch up on.
    static let rememberedLimit = 1_000
    /// How far behind a listener may fall before its stream ends; it then asks for everything anew.
    static let backlogLimit = 4_096

    private struct State {
        var lastSequence: UInt64 = 0
        var remembered: [ServerEvent] = []
        var listeners: [Int: AsyncStream<ServerEvent>.Continuation] = [:]
        var lastListener = 0
        var isClosed = false
        var observer: (@Sendable (ServerEvent) -> Void)?
    }

    private let state = Mutex(State())

    public init() {}

    /// Has `observer` see every event from now on, where it is published: it must not wait, nor publish anything at once.
    public func observe(_ observer: @escaping @Sendable (ServerEvent) -> Void) {
        state.withLock { $0.observer = observer }
    }

    /// Publishes an event; its `sequence` is given here.
    public func publish(_ event: ServerEvent) {
        state.withLock { $0.observer }?(event)
        state.withLock { state in
            state.lastSequence += 1
            var event = event
            event.sequence = state.lastSequence
            // What was only observed is said by the newest of it.
            if let older = state.remembered.lastIndex(where: { $0.isReplaced(by: event) }) { state.remembered.remove(at: older) }
            state.remembered.append(event)
            if state.remembered.count > Self.rememberedLimit * 2 {
                state.remembered.removeFirst(state.remembered.count - Self.rememberedLimit)
            }
            for (id, listener) in state.listeners {
                switch listener.yield(event) {
                case .enqueued:
                    break
                case .dropped:
                    // Losing one event would leave a wrong picture: better none, and a fresh one.
                    listener.finish()
                    state.listeners[id] = nil
                case .terminated:
                    state.listeners[id] = nil
                @unknown default:
                    break
                }
            }
        }
    }

    /// Everything after `sequence` that is remembered, then all that comes; `nil` begins with what comes.
    public func events(after sequence: UInt64?) -> AsyncStream<ServerEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerEvent.self, bufferingPolicy: .bufferingOldest(Self.backlogLimit))
        state.withLock { state in
            guard !state.isClosed else { return continuation.finish() }
            if let sequence {
                for event in state.remembered where event.sequence > sequence { continuation.yield(event) }
            }
            state.lastListener += 1
            let id = state.lastListener
            state.listeners[id] = continuation
            continuation.onTermination = { [weak self] _ in
                self?.forget(id)
            }
        }
        return stream
    }

    /// Whether anybody hears what is published now.
    public var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

    /// Ends every stream; the daemon is going.
    public func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            defer { state.listeners = [:] }
            return state.listeners.values.map { $0 }
        }
        for listener in listeners { listener.finish() }
    }

    private func forget(_ id: Int) {
        // Not under the lock of `publish`, which may be finishing this very stream.
        state.withLockIfAvailable { $0.listeners[id] = nil }
    }
}

extension ServerEvent {
    /// Whether it says nothing that the other one, which came later, does not say.
    fileprivate func isReplaced(by other: ServerEvent) -> Bool {
        kind == .observed && other.kind == .observed && message.isEmpty && other.message.isEmpty && server == other.server
            && status != nil && other.status != nil
    }
}
