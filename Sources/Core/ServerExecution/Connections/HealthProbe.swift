import AsyncHTTPClient
import NIOCore
import NIOHTTP1
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

/// One question to an HTTP path that answers 2xx while a server is well.
public struct HealthProbe: Sendable {
    /// With scheme, host and port.
    public var url: String
    /// Sent along; values may be secrets.
    public var headers: [Endpoint.Header]
    public var timeout: Duration

    /// The path at the endpoint's host; a whole `http` or `https` address as `path` counts alone, and gets no headers.
    ///
    /// `nil` when there is no host to ask: a server that speaks on its standard input and output, and has no `execution.port`.
    public init?(path: String, at endpoint: Endpoint?, port: Int?, timeout: Duration) {
        self.timeout = timeout
        headers = []
        if path.hasPrefix("http://") || path.hasPrefix("https://") {
            url = path
            return
        }
        let path = path.hasPrefix("/") ? path : "/" + path
        if let endpoint, !endpoint.origin.isEmpty {
            url = endpoint.origin + path
            headers = endpoint.headers
        } else if let port {
            url = "http://127.0.0.1:\(port)\(path)"
        } else {
            return nil
        }
    }

    public enum Answer: Sendable, Hashable {
        /// 2xx.
        case well
        /// Another status.
        case status(Int)
        /// Nobody listens there.
        case refused
        case timedOut
        /// Anything else, in words; without secrets.
        case failed(String)
    }
}

extension Connector {
    /// Asks; `done` is called on the loop, once.
    public func ask(_ probe: HealthProbe, masking mask: SecretMask, done: @escaping (HealthProbe.Answer) -> Void) {
        guard var request = try? HTTPClient.Request(url: probe.url) else {
            return done(.failed("'\(mask.masking(probe.url))' is no address"))
        }
        for header in probe.headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        let done = NIOLoopBound(done, eventLoop: loop)
        // What it answers is of no interest beyond the status: a large body is not waited for.
        let delegate = StatusOnly()
        let deadline = NIODeadline.now() + .nanoseconds(Int64(probe.timeout / .nanoseconds(1)))
        let task = clients.client.execute(
            request: request, delegate: delegate, eventLoop: .delegateAndChannel(on: loop), deadline: deadline)
        task.futureResult.hop(to: loop).whenComplete { result in
            done.value(HealthProbe.Answer(result, mask))
        }
    }
}

/// Takes the head of an answer and nothing else.
private final class StatusOnly: HTTPClientResponseDelegate, Sendable {
    struct Enough: Error { var status: Int }

    func didReceiveHead(task: HTTPClient.Task<Int>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        task.eventLoop.makeFailedFuture(Enough(status: Int(head.status.code)))
    }

    func didFinishRequest(task: HTTPClient.Task<Int>) throws -> Int { 0 }
}

extension HealthProbe.Answer {
    fileprivate init(_ result: Result<Int, any Error>, _ mask: SecretMask) {
        switch result {
        case .success(let status): self = .status(status)
        case .failure(let enough as StatusOnly.Enough):
            self = (200..<300).contains(enough.status) ? .well : .status(enough.status)
        case .failure(let error as HTTPClientError) where error == .deadlineExceeded || error == .readTimeout: self = .timedOut
        case .failure(let error as HTTPClientError) where error == .connectTimeout: self = .timedOut
        case .failure(let error) where error.isRefusal: self = .refused
        case .failure(let error): self = .failed(mask.masking("\(error)"))
        }
    }
}

extension Error {
    /// Whether it says that nobody listens there.
    fileprivate var isRefusal: Bool {
        if let error = self as? NIOConnectionError { return error.connectionErrors.last?.error.isRefusal == true }
        return (self as? IOError)?.errnoCode == ECONNREFUSED
    }
}
