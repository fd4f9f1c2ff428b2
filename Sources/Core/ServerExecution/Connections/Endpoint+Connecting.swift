import AsyncHTTPClient
import ModelContextHTTP
import NIOCore

extension Endpoint {
    /// Opens the conversation; `secrets` are the values that must not be shown.
    func open(
        secrets: [String], advice: HTTPAdvice, client: HTTPClient, loop: any EventLoop,
        output: @escaping (HTTPConnection.Output) -> Void
    ) -> HTTPConnection {
        let transport: HTTPConnection.Transport =
            switch transport {
            case .streamableHTTP: .streamable
            case .sse: .events
            case .any: .any
            }
        var settings = HTTPConnection.Settings(
            url: url, transport: transport, headers: headers.map { ($0.name, $0.value) })
        settings.advice = advice
        settings.hidesPath = secrets.contains { url.contains($0) }
        return HTTPConnection.open(settings, client: client, loop: loop, output: output)
    }
}

extension HTTPFailure {
    /// For the status and the log, without secrets.
    func words(concealing secrets: [String]) -> String { "\(problem); \(remedy)".concealing(secrets) }
}

extension String {
    func concealing(_ secrets: [String]) -> String {
        secrets.reduce(self) { $1.isEmpty ? $0 : $0.replacing($1, with: "•••") }
    }
}
