import AsyncHTTPClient
import NIOCore
import ServerMonitoring
import Synchronization

/// Asks servers for their own metrics, over HTTP on this machine.
final class MetricsScraper: Sendable {
    /// How long one may take, from the connection to the last byte.
    private static let patience = TimeAmount.seconds(2)
    private static let sizeLimit = ExpositionReader.Limits().bytes

    private let loop: any EventLoop
    private let made = Mutex<HTTPClient?>(nil)

    init(loop: any EventLoop) { self.loop = loop }

    /// What the server answered; `nil` when it did not in time, with anything else than success, or with more than 4 MB.
    @Sendable func scrape(_ target: ScrapeTarget) async -> [UInt8]? {
        guard var request = try? HTTPClient.Request(url: target.url) else { return nil }
        request.headers.add(name: "Accept", value: "text/plain; version=0.0.4, */*; q=0.1")
        request.headers.add(name: "User-Agent", value: "mcp-manager")
        request.headers.add(name: "Connection", value: "close")
        let answer = ResponseAccumulator(request: request, maxBodySize: Self.sizeLimit)
        let task = client.execute(request: request, delegate: answer, deadline: .now() + Self.patience)
        let response = await withTaskCancellationHandler {
            // Whatever went wrong, the server has no metrics for us now.
            try? await task.futureResult.get()
        } onCancel: {
            task.cancel()
        }
        guard let response, response.status == .ok else { return nil }
        return response.body.map { Array($0.readableBytesView) } ?? []
    }

    func shutDown() async {
        let client = made.withLock { made in
            defer { made = nil }
            return made
        }
        // Fails only when done twice.
        try? await client?.shutdown()
    }

    /// Made when it is needed first.
    private var client: HTTPClient {
        made.withLock { made in
            if let made { return made }
            let client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: Self.configuration)
            made = client
            return client
        }
    }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        // It would lead to another port than the one the definition names.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: patience)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return configuration
    }
}
