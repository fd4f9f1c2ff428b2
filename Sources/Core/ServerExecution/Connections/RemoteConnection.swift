import AsyncHTTPClient
import ModelContextHTTP
import NIOCore
import ServerModel

/// A run of a server that somebody else runs: it begins and ends with our conversation.
final class RemoteConnection: ServerConnection {
    private let secrets: [String]
    private var http: HTTPConnection?
    private var output: ((ConnectionOutput) -> Void)?
    private var signal: Int32?

    let processID: Int32? = nil
    var onWritabilityChange: ((Bool) -> Void)? {
        didSet { http?.onWritabilityChange = onWritabilityChange }
    }

    static func open(
        _ endpoint: Endpoint, secrets: [String], client: HTTPClient, on loop: any EventLoop,
        output: @escaping (ConnectionOutput) -> Void
    ) -> RemoteConnection {
        let connection = RemoteConnection(secrets: secrets, output: output)
        let this = NIOLoopBound(connection, eventLoop: loop)
        // Before anything the network could say.
        loop.execute { this.value.tell(.started) }
        var advice = HTTPAdvice()
        advice.address = "check execution.remote in the server's definition"
        advice.authorization =
            "set the token or key it expects: 'auth_method' and 'headers' are under execution.remote, the value is a secret"
        connection.http = endpoint.open(secrets: secrets, advice: advice, client: client, loop: loop) { output in
            this.value.received(output)
        }
        return connection
    }

    private init(secrets: [String], output: @escaping (ConnectionOutput) -> Void) {
        self.secrets = secrets
        self.output = output
    }

    func send(_ message: ByteBuffer) { http?.send(message) }

    func closeInput() { http?.close() }

    func signalGroup(_ signal: Int32) {
        self.signal = signal
        http?.abort()
    }

    private func received(_ output: HTTPConnection.Output) {
        switch output {
        case .message(let line): tell(.message(line))
        case .oversized(let byteCount): tell(.oversized(byteCount: byteCount))
        case .remark(let text): tell(.stderrLine(text.concealing(secrets)))
        case .ended(let failure):
            let ended: ExitStatus =
                failure.map { .disconnected($0.words(concealing: secrets)) } ?? signal.map(ExitStatus.signal) ?? .code(0)
            tell(.ended(ended))
            // Callbacks usually hold whoever holds this connection.
            self.output = nil
            onWritabilityChange = nil
            http = nil
        }
    }

    private func tell(_ event: ConnectionOutput) { output?(event) }
}
