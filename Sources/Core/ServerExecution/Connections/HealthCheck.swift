import AsyncHTTPClient
import NIOCore

/// Asks a remote server's health path before anything is sent to it: a host that starts, or is being mended, says so in its own
/// words instead of failing the conversation.
struct HealthCheck {
    let path: String
    let url: String

    /// Longer than any server needs that is well.
    private static let patience = TimeAmount.seconds(10)

    /// `nil` when the endpoint has no such path.
    init?(_ endpoint: Endpoint) {
        guard let path = endpoint.healthPath, let scheme = endpoint.url.firstRange(of: "://") else { return nil }
        let host = endpoint.url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        self.path = path.hasPrefix("/") ? path : "/" + path
        url = endpoint.url[..<scheme.upperBound] + host + self.path
    }

    /// Calls `done` on the loop: with what is wrong, or `nil` when it answered 2xx, or not at all, which the conversation explains
    /// better.
    func begin(_ endpoint: Endpoint, client: HTTPClient, on loop: any EventLoop, done: @escaping (String?) -> Void) {
        guard var request = try? HTTPClient.Request(url: url) else { return done(nil) }
        for header in endpoint.headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        let done = NIOLoopBound(done, eventLoop: loop)
        let path = path
        client.execute(request: request, eventLoop: .delegateAndChannel(on: loop), deadline: .now() + Self.patience)
            .hop(to: loop)
            .whenComplete { result in
                guard case .success(let response) = result, !(200..<300).contains(response.status.code) else {
                    return done.value(nil)
                }
                done.value("its health check \(path) answers \(response.status.code) \(response.status.reasonPhrase)")
            }
    }
}
