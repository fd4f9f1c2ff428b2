import AsyncHTTPClient
import ModelContextHTTP
import NIOCore
import SecretMasking
import ServerModel

/// A run of a server that somebody else runs: it begins and ends with our conversation.
final class RemoteConnection: ServerConnection {
    private let endpoint: Endpoint
    private let mask: SecretMask
    private let client: HTTPClient
    private let loop: any EventLoop
    private var http: HTTPConnection?
    private var output: ((ConnectionOutput) -> Void)?
    private var signal: Int32?

    let processID: Int32? = nil
    var onWritabilityChange: ((Bool) -> Void)? {
        didSet { http?.onWritabilityChange = onWritabilityChange }
    }

    static func open(
        _ endpoint: Endpoint, mask: SecretMask, client: HTTPClient, on loop: any EventLoop,
        output: @escaping (ConnectionOutput) -> Void
    ) -> RemoteConnection {
        let connection = RemoteConnection(endpoint, mask: mask, client: client, loop: loop, output: output)
        let this = NIOLoopBound(connection, eventLoop: loop)
        // Nothing is told before the caller has the connection.
        loop.execute { this.value.begin() }
        return connection
    }

    private init(
        _ endpoint: Endpoint, mask: SecretMask, client: HTTPClient, loop: any EventLoop,
        output: @escaping (ConnectionOutput) -> Void
    ) {
        self.endpoint = endpoint
        self.mask = mask
        self.client = client
        self.loop = loop
        self.output = output
    }

    private static let addressAdvice = "check execution.remote in the server's definition"

    private func begin() {
        guard let check = HealthCheck(endpoint) else { return open() }
        check.begin(endpoint, client: client, on: loop) { [self] problem in
            guard let problem else { return open() }
            end(.disconnected(mask.masking("\(problem); \(Self.addressAdvice)")))
        }
    }

    private func open() {
        guard output != nil else { return }
        var advice = HTTPAdvice()
        advice.address = Self.addressAdvice
        advice.authorization =
            "set the token or key it expects: 'auth_method' and 'headers' are under execution.remote, the value is a secret"
        http = endpoint.open(mask: mask, advice: advice, client: client, loop: loop) { [weak self] output in
            self?.received(output)
        }
        http?.onWritabilityChange = onWritabilityChange
        tell(.started)
    }

    func send(_ message: ByteBuffer) { http?.send(message) }

    func closeInput() {
        if let http { http.close() } else { end(.code(0)) }
    }

    func signalGroup(_ signal: Int32) {
        self.signal = signal
        if let http { http.abort() } else { end(.signal(signal)) }
    }

    func processes() -> [TreeMember] { [] }

    private func received(_ output: HTTPConnection.Output) {
        switch output {
        case .message(let line): tell(.message(line))
        case .oversized(let byteCount): tell(.oversized(byteCount: byteCount))
        case .remark(let text): tell(.stderrLine(mask.masking(text)))
        case .ended(let failure):
            let ended: ExitStatus =
                failure.map { .disconnected($0.words(masked: mask)) } ?? signal.map(ExitStatus.signal) ?? .code(0)
            end(ended)
        }
    }

    private func end(_ status: ExitStatus) {
        tell(.ended(status))
        // Callbacks usually hold whoever holds this connection.
        output = nil
        onWritabilityChange = nil
        http = nil
    }

    private func tell(_ event: ConnectionOutput) { output?(event) }
}
