import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Who wants the daemon to end, and how urgently: the first request ends it gently, the second kills what is left.
///
/// Requests come from people (`daemon stop`), from service managers and terminals (signals), and from ourselves.
final class StopRequests: Sendable {
    private struct State {
        var requests = 0
        var isToFollow = false
        var begin: (@Sendable () -> Void)?
        var hurry: (@Sendable () -> Void)?
        var signals: [WatchedSignal] = []
    }

    private let state = Mutex(State())

    /// From here on SIGTERM, SIGINT and SIGHUP are requests.
    func takeSignals() {
        let signals = [SIGTERM, SIGINT, SIGHUP].map { number in
            WatchedSignal(number) { [weak self] in self?.request() }
        }
        state.withLock { $0.signals = signals }
    }

    /// What requests do; those that came before are not forgotten.
    func arm(begin: @escaping @Sendable () -> Void, hurry: @escaping @Sendable () -> Void) {
        let requests = state.withLock { state in
            (state.begin, state.hurry) = (begin, hurry)
            return state.requests
        }
        if requests > 0 { begin() }
        if requests > 1 { hurry() }
    }

    /// Whether another daemon comes at once: what people told servers then holds on.
    var isToFollow: Bool { state.withLock { $0.isToFollow } }

    /// - Parameters:
    ///   - now: as urgent as a second request.
    ///   - isToFollow: see the property of that name.
    func request(now: Bool = false, isToFollow: Bool = false) {
        let (begin, hurry) = state.withLock { state in
            if isToFollow { state.isToFollow = true }
            let isFirst = state.requests == 0
            state.requests += now ? 2 : 1
            return (isFirst ? state.begin : nil, state.requests > 1 ? state.hurry : nil)
        }
        begin?()
        hurry?()
    }
}
