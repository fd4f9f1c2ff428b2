import AsyncHTTPClient
import NIOCore
import NIOPosix
import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Sends requests of webhooks. Follows no redirection: it could take a token to somebody else.
final class WebhookTransport: Sendable {
    private let loop: any EventLoop
    /// Made when the first alert is told.
    private let made = Mutex<HTTPClient?>(nil)

    init(loop: any EventLoop) { self.loop = loop }

    /// - Parameter timeout: for all of it, in seconds.
    func answer(to request: WebhookRequest, timeout: Double) async -> WebhookAnswer {
        var post = HTTPClientRequest(url: request.url.revealed)
        post.method = .POST
        for header in request.headers { post.headers.replaceOrAdd(name: header.name, value: header.value.revealed) }
        post.body = .bytes(ByteBuffer(bytes: request.body))
        do {
            let response = try await client.execute(post, timeout: .milliseconds(Int64((timeout * 1000).rounded(.up))))
            return .status(
                Int(response.status.code), retryAfter: Self.retryAfter(response.headers.first(name: "Retry-After")))
        } catch {
            return Self.answer(meaning: error)
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

    /// Seconds, as most write it (RFC 9110, section 10.2.3); a date is as good as nothing.
    static func retryAfter(_ text: String?) -> Duration? {
        text.flatMap { Int($0) }.flatMap { (0...86_400).contains($0) ? .seconds($0) : nil }
    }

    private var client: HTTPClient {
        made.withLock { made in
            if let made { return made }
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            // Alerts are rare: a connection that was kept would be a dead one.
            configuration.connectionPool.idleTimeout = .seconds(4)
            // Trying again is ours.
            configuration.connectionPool.retryConnectionEstablishment = false
            configuration.httpVersion = .http1Only
            let client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: configuration)
            made = client
            return client
        }
    }

    /// Says what kind of error it is: the words of an error may hold the address or a header.
    private static func answer(meaning error: any Error) -> WebhookAnswer {
        if let error = error as? HTTPClientError {
            switch error {
            case .invalidURL, .emptyHost, .emptyScheme: return .impossible("its url is none")
            case .deadlineExceeded, .readTimeout: return .unreached("there was no answer in time")
            case .connectTimeout, .getConnectionFromPoolTimeout: return .unreached("connecting timed out")
            case .remoteConnectionClosed: return .unreached("it closed the connection without an answer")
            default: return .unreached(error.shortDescription.lowercased())
            }
        }
        if let error = error as? NIOConnectionError {
            guard let attempt = error.connectionErrors.last else { return .unreached("its name is not known (DNS)") }
            return answer(meaning: attempt.error)
        }
        if let error = error as? IOError { return .unreached(String(cString: strerror(error.errnoCode)).lowercased()) }
        if let error = error as? ChannelError, case .connectTimeout = error { return .unreached("connecting timed out") }
        return .unreached("the connection failed (\(type(of: error)))")
    }
}
