import AsyncHTTPClient
import ModelContextHTTP
import NIOCore
import NIOPosix
import SecretMasking
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A run of a process of ours that listens on a port: it begins when the port answers and ends with the process.
final class LocalServerConnection: ServerConnection {
    private let loop: any EventLoop
    private let endpoint: Endpoint
    private let port: Int
    private let mask: SecretMask
    private let client: HTTPClient
    private var output: ((ConnectionOutput) -> Void)?

    private var process: LocalProcess?
    private var http: HTTPConnection?
    private var nextKnock: Scheduled<Void>?
    /// Somebody wants it to end, by this signal at first.
    private var endingSignal: Int32?
    /// Why the conversation ended before the process was known to have.
    private var loss: HTTPFailure?
    /// What the process was sent because of that.
    private var farewells: Set<Int32> = []
    private var killing: Scheduled<Void>?

    var processID: Int32? { process?.processID }
    var onWritabilityChange: ((Bool) -> Void)? {
        didSet { http?.onWritabilityChange = onWritabilityChange }
    }

    /// Between two tries to reach the port, at first and at most.
    private static let knocks = (first: TimeAmount.milliseconds(20), longest: TimeAmount.milliseconds(500))
    /// How long a process may take to end after its conversation was lost.
    private static let farewell = TimeAmount.seconds(5)

    static func launch(
        _ plan: LaunchPlan, as name: RunName?, _ endpoint: Endpoint, mask: SecretMask, client: HTTPClient,
        on loop: any EventLoop,
        reaper: ProcessReaper, output: @escaping (ConnectionOutput) -> Void
    ) -> LocalServerConnection {
        let connection = LocalServerConnection(endpoint, mask, client, loop, output)
        let this = NIOLoopBound(connection, eventLoop: loop)
        // Somebody else on the port would take our messages for its own, or keep ours from starting.
        connection.knock { isAnswered in
            if isAnswered { this.value.portIsTaken() } else { this.value.start(plan, name, reaper) }
        }
        return connection
    }

    private init(
        _ endpoint: Endpoint, _ mask: SecretMask, _ client: HTTPClient, _ loop: any EventLoop,
        _ output: @escaping (ConnectionOutput) -> Void
    ) {
        self.endpoint = endpoint
        self.mask = mask
        self.client = client
        self.loop = loop
        self.output = output
        port = endpoint.port ?? 0
    }

    // MARK: From outside

    func send(_ message: ByteBuffer) { http?.send(message) }

    /// A server over HTTP does not notice that nobody listens any more: its session is closed, then it is told to end.
    func closeInput() {
        guard endingSignal == nil else { return }
        endingSignal = SIGTERM
        if let http { http.close() } else { process?.signalGroup(SIGTERM) }
    }

    func signalGroup(_ signal: Int32) {
        endingSignal = signal
        process?.signalGroup(signal)
    }

    func processes() -> [TreeMember] { process?.processes() ?? [] }

    // MARK: Its life

    private func portIsTaken() {
        tell(.notStarted(.portInUse(port, by: PortHolder.find(port: port))))
        forget()
    }

    private func start(_ plan: LaunchPlan, _ name: RunName?, _ reaper: ProcessReaper) {
        let this = NIOLoopBound(self, eventLoop: loop)
        let process = LocalProcess.launch(plan, as: name, on: loop, reaper: reaper, limits: .uncut) { this.value.received($0) }
        self.process = process
        if let endingSignal { process.signalGroup(endingSignal) }
    }

    private func received(_ output: ConnectionOutput) {
        switch output {
        case .preparing, .prepared, .planned: tell(output)
        case .started: waitForPort(Self.knocks.first)
        case .notStarted:
            tell(output)
            forget()
        // Its messages come over HTTP; what it prints is for people.
        case .message(let line): tell(.stderrLine(String(buffer: line)))
        case .oversized(let byteCount): tell(.stderrLine("a line of \(byteCount >> 20) MiB was thrown away"))
        case .stderr, .stderrLine: tell(output)
        case .stdoutClosed: break
        case .ended(let status):
            http?.abort()
            tell(.ended(explanation(of: status).map { .disconnected($0.words(masked: mask)) } ?? status))
            forget()
        }
    }

    /// What tells more of this end than its status does.
    ///
    /// A process that has gone is not heard at its port either, a moment before it is known to have gone: then its own end tells
    /// more. One that had to be ended was there, and its port was not.
    private func explanation(of status: ExitStatus) -> HTTPFailure? {
        guard let loss, loss.code == "connection-refused" else { return loss }
        return if case .signal(let signal) = status, farewells.contains(signal) { loss } else { nil }
    }

    private func waitForPort(_ delay: TimeAmount) {
        let this = NIOLoopBound(self, eventLoop: loop)
        knock { isAnswered in
            guard this.value.process != nil, this.value.endingSignal == nil else { return }
            if isAnswered { return this.value.connect() }
            let next = min(Self.knocks.longest, .nanoseconds(delay.nanoseconds * 3 / 2))
            this.value.nextKnock = this.value.loop.scheduleTask(in: delay) { this.value.waitForPort(next) }
        }
    }

    /// Finds out whether anybody listens on the port.
    private func knock(_ answered: @escaping @Sendable (Bool) -> Void) {
        ClientBootstrap(group: loop).connectTimeout(.seconds(1)).connect(host: "127.0.0.1", port: port).hop(to: loop)
            .whenComplete { result in
                if case .success(let channel) = result { channel.close(promise: nil) }
                answered((try? result.get()) != nil)
            }
    }

    private func connect() {
        let this = NIOLoopBound(self, eventLoop: loop)
        var advice = HTTPAdvice()
        advice.address = "check execution.transport, port and path in the server's definition"
        advice.authorization = "a local server is expected to ask for no token; look at its log"
        http = endpoint.open(mask: mask, advice: advice, client: client, loop: loop) { this.value.received($0) }
        http?.onWritabilityChange = onWritabilityChange
        tell(.started)
    }

    private func received(_ output: HTTPConnection.Output) {
        switch output {
        case .message(let line): tell(.message(line))
        case .oversized(let byteCount): tell(.oversized(byteCount: byteCount))
        case .remark(let text): tell(.stderrLine(mask.masking(text)))
        case .ended(let failure):
            http = nil
            if endingSignal == nil { loss = failure }
            guard process != nil else { return }
            part(SIGTERM)
            let this = NIOLoopBound(self, eventLoop: loop)
            killing = loop.scheduleTask(in: Self.farewell) { this.value.part(SIGKILL) }
        }
    }

    private func part(_ signal: Int32) {
        farewells.insert(signal)
        process?.signalGroup(signal)
    }

    private func tell(_ event: ConnectionOutput) { output?(event) }

    /// Callbacks usually hold whoever holds this connection.
    private func forget() {
        nextKnock?.cancel()
        killing?.cancel()
        output = nil
        onWritabilityChange = nil
        process = nil
        http = nil
    }
}
