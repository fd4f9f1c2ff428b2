import Logging
import NIOCore
import NIOPosix
import ServerModel
import ServiceLifecycle
import Synchronization
import Testing

@testable import DaemonApp

struct `A request at the port for metrics` {
    @Test(arguments: [
        ("GET", "/metrics", "127.0.0.1:9464", MetricsRequest.metrics), ("GET", "/metrics", "localhost:9464", .metrics),
        ("GET", "/metrics", "LocalHost:9464", .metrics), ("GET", "/metrics", "[::1]:9464", .metrics),
        ("GET", "/", "127.0.0.1:9464", .unknownPath), ("GET", "/metrics/", "127.0.0.1:9464", .unknownPath),
        ("POST", "/metrics", "127.0.0.1:9464", .wrongMethod), ("HEAD", "/metrics", "127.0.0.1:9464", .wrongMethod),
        ("GET", "/metrics", "evil.example:9464", .foreignHost), ("GET", "/metrics", "127.0.0.1", .foreignHost),
        ("GET", "/metrics", "127.0.0.1:80", .foreignHost), ("GET", "/metrics", "127.0.0.1.evil.example:9464", .foreignHost),
        ("GET", "/metrics", "user@127.0.0.1:9464", .foreignHost), ("GET", "/metrics", "", .foreignHost),
    ])
    func `is answered only to this machine`(method: String, path: String, authority: String, answer: MetricsRequest) {
        #expect(MetricsRequest(method: method, path: path, authority: authority, port: 9_464) == answer)
    }

    @Test func `must say whom it is for`() {
        #expect(MetricsRequest(method: "GET", path: "/metrics", authority: nil, port: 9_464) == .foreignHost)
    }

    @Test func `may leave out the port of HTTP`() {
        #expect(MetricsRequest(method: "GET", path: "/metrics", authority: "localhost", port: 80) == .metrics)
    }
}

struct `The port for metrics` {
    private let exposition = Array("# TYPE x gauge\nx 1\n".utf8)

    @Test func `serves what the desk says, and nothing else`() async throws {
        try await serving { port in
            let answer = await RawHTTP.ask(port, "GET /metrics?a=b HTTP/1.1\r\nHost: 127.0.0.1:\(port)")
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.lowercased().contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n# TYPE x gauge\nx 1\n"))
            #expect(await RawHTTP.ask(port, "GET / HTTP/1.1\r\nHost: localhost:\(port)").hasPrefix("HTTP/1.1 404 "))
            let wrong = await RawHTTP.ask(port, "DELETE /metrics HTTP/1.1\r\nHost: localhost:\(port)")
            #expect(wrong.hasPrefix("HTTP/1.1 405 ") && wrong.lowercased().contains("allow: get\r\n"))
        }
    }

    @Test func `is closed to a page that calls this machine by another name`() async throws {
        try await serving { port in
            for host in ["evil.example:\(port)", "evil.example"] {
                let answer = await RawHTTP.ask(port, "GET /metrics HTTP/1.1\r\nHost: \(host)")
                #expect(answer.hasPrefix("HTTP/1.1 421 "))
                #expect(!answer.contains("x 1"))
            }
        }
    }

    @Test func `is scraped as servers are`() async throws {
        let scraper = MetricsScraper(loop: MultiThreadedEventLoopGroup.singleton.next())
        try await serving { port in
            let server = try ServerID("a")
            #expect(await scraper.scrape(ScrapeTarget(server: server, port: port)) == exposition)
            #expect(await scraper.scrape(ScrapeTarget(server: server, port: port, path: "/other")) == nil)
        }
        await scraper.shutDown()
    }

    @Test func `is told of when another program has it, and everything else goes on`() async throws {
        try await serving { port in
            let (troubles, telling) = AsyncStream.makeStream(of: ErrorReport.self)
            let other = MetricsListener(
                port: port, exposition: { [] }, trouble: { telling.yield($0) }, group: MultiThreadedEventLoopGroup.singleton,
                logger: Self.quiet)
            let hasEnded = Mutex(false)
            let group = ServiceGroup(services: [other], logger: Self.quiet)
            async let running: Void = {
                try await group.run()
                hasEnded.withLock { $0 = true }
            }()
            var report: ErrorReport?
            for await trouble in troubles {
                report = trouble
                break
            }
            #expect(report?.code == "metrics-port")
            #expect(report?.problem == "metrics are not served at 127.0.0.1:\(port): another program uses the port")
            #expect(await RawHTTP.ask(port, "GET /metrics HTTP/1.1\r\nHost: localhost:\(port)").hasPrefix("HTTP/1.1 200 "))
            // Had the service returned, its group would have ended with an error.
            #expect(hasEnded.withLock { $0 } == false)
            await group.triggerGracefulShutdown()
            try await running
        }
    }

    @Test func `ends although a client keeps its connection`() async throws {
        let (asked, asking) = AsyncStream.makeStream(of: Void.self)
        let answer = Mutex<Task<String, Never>?>(nil)
        try await serving(asked: { asking.yield() }) { port in
            answer.withLock { answer in
                answer = Task { await RawHTTP.ask(port, "GET /metrics HTTP/1.1\r\nHost: localhost:\(port)", isLast: false) }
            }
            for await _ in asked { break }
        }
        // It was closed by the listener, after the answer.
        #expect(await answer.withLock { $0 }?.value.hasSuffix("x 1\n") == true)
    }

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a listener for as long as `body` takes.
    private func serving(
        asked: @escaping @Sendable () -> Void = {}, _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, telling) = AsyncStream.makeStream(of: Int.self)
        let exposition = exposition
        let listener = MetricsListener(
            port: 0,
            exposition: {
                asked()
                return exposition
            }, trouble: { Issue.record("\($0)") }, group: MultiThreadedEventLoopGroup.singleton, logger: Self.quiet,
            listening: { telling.yield($0) })
        let group = ServiceGroup(services: [listener], logger: Self.quiet)
        async let running: Void = group.run()
        for await port in ports {
            try await body(port)
            break
        }
        await group.triggerGracefulShutdown()
        try await running
    }
}
