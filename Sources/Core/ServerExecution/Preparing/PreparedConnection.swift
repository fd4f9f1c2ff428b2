import NIOCore
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A run that has something made ready first, and is then what was planned.
final class PreparedConnection: ServerConnection {
    private enum State {
        case preparing(Task<Void, Never>)
        /// Told to end by this signal before it was ready.
        case giving(up: Int32)
        case connected(any ServerConnection)
        case over
    }

    private let loop: any EventLoop
    private let connect: (RunPlan, @escaping (ConnectionOutput) -> Void) -> any ServerConnection
    private var output: ((ConnectionOutput) -> Void)?
    private var state = State.over
    private var lease: PythonLease?
    /// Somebody was told that there is something to wait for.
    private var hasTold = false
    private var unsent: [ByteBuffer] = []

    var onWritabilityChange: ((Bool) -> Void)? {
        didSet { if case .connected(let connection) = state { connection.onWritabilityChange = onWritabilityChange } }
    }

    var processID: Int32? {
        if case .connected(let connection) = state { connection.processID } else { nil }
    }

    /// Begins to prepare; `connect` brings about what is planned then. Called on the loop, as everything here.
    static func begin(
        _ preparation: Preparation, _ preparer: Preparer, on loop: any EventLoop,
        connect: @escaping (RunPlan, @escaping (ConnectionOutput) -> Void) -> any ServerConnection,
        output: @escaping (ConnectionOutput) -> Void
    ) -> PreparedConnection {
        let connection = PreparedConnection(loop, connect, output)
        let this = NIOLoopBound(connection, eventLoop: loop)
        let report = PreparationReport(
            progress: { text in loop.execute { this.value.progressed(text) } },
            line: { text in loop.execute { this.value.said(text) } })
        connection.state = .preparing(
            Task {
                let result: Result<(plan: RunPlan, lease: PythonLease?), any Error>
                do {
                    result = .success(try await preparer.prepare(preparation, report))
                } catch {
                    result = .failure(error)
                }
                loop.execute { this.value.prepared(result) }
            })
        return connection
    }

    private init(
        _ loop: any EventLoop, _ connect: @escaping (RunPlan, @escaping (ConnectionOutput) -> Void) -> any ServerConnection,
        _ output: @escaping (ConnectionOutput) -> Void
    ) {
        self.loop = loop
        self.connect = connect
        self.output = output
    }

    // MARK: From outside

    func processes() -> [TreeMember] {
        if case .connected(let connection) = state { connection.processes() } else { [] }
    }

    var pendingBytes: Int {
        if case .connected(let connection) = state { connection.pendingBytes } else { 0 }
    }

    func send(_ message: ByteBuffer) {
        switch state {
        case .preparing: unsent.append(message)
        case .connected(let connection): connection.send(message)
        case .giving, .over: break
        }
    }

    func closeInput() {
        if case .connected(let connection) = state { connection.closeInput() } else { giveUp(SIGTERM) }
    }

    func signalGroup(_ signal: Int32) {
        if case .connected(let connection) = state { connection.signalGroup(signal) } else { giveUp(signal) }
    }

    /// Told that it is over when what was begun is undone.
    private func giveUp(_ signal: Int32) {
        guard case .preparing(let task) = state else { return }
        state = .giving(up: signal)
        task.cancel()
    }

    // MARK: Its life

    private func progressed(_ text: String) {
        guard case .preparing = state else { return }
        hasTold = true
        output?(.preparing(text))
    }

    private func said(_ line: String) {
        output?(.stderrLine(line))
    }

    private func prepared(_ result: Result<(plan: RunPlan, lease: PythonLease?), any Error>) {
        switch (state, result) {
        case (.giving(let signal), _):
            if case .success(let ready) = result { ready.lease?.end() }
            end(.ended(.signal(signal)))
        case (_, .failure(let error)):
            let failure = error as? LaunchError
            end(failure.map { .notStarted($0) } ?? .ended(.signal(SIGTERM)))
        case (_, .success(let ready)):
            lease = ready.lease
            if hasTold { output?(.prepared) }
            output?(.planned(ready.plan))
            // It may have been told to end by whoever just heard that.
            guard case .preparing = state else { return end(.ended(.signal(SIGTERM))) }
            begin(ready.plan)
        }
    }

    private func begin(_ plan: RunPlan) {
        let connection = connect(plan) { event in
            switch event {
            case .notStarted, .ended: self.end(event)
            default: self.output?(event)
            }
        }
        connection.onWritabilityChange = onWritabilityChange
        state = .connected(connection)
        for message in unsent { connection.send(message) }
        unsent = []
    }

    private func end(_ event: ConnectionOutput) {
        state = .over
        lease?.end()
        lease = nil
        unsent = []
        let output = output
        // Callbacks usually hold whoever holds this connection.
        self.output = nil
        onWritabilityChange = nil
        output?(event)
    }
}
