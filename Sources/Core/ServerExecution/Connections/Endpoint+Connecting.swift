import AsyncHTTPClient
import ModelContextHTTP
import NIOCore
import SecretMasking

extension Endpoint {
    /// Opens the conversation; `mask` has the values that must not be shown.
    func open(
        mask: SecretMask, advice: HTTPAdvice, client: HTTPClient, loop: any EventLoop,
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
        settings.hidesPath = mask.holdsSecret(in: url)
        return HTTPConnection.open(settings, client: client, loop: loop, output: output)
    }
}

extension HTTPFailure {
    /// For the status and the log, without secrets.
    func words(masked mask: SecretMask) -> String { mask.masking("\(problem); \(remedy)") }
}
