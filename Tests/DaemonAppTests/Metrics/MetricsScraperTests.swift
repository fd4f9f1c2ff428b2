import NIOCore
import NIOPosix
import ServerModel
import Testing

@testable import DaemonApp

struct `Scraping a server` {
    private func scrape(answering answer: String) async throws -> [UInt8]? {
        let scraper = MetricsScraper(loop: MultiThreadedEventLoopGroup.singleton.next())
        let (server, port) = try await RawHTTP.serve(answer)
        let metrics = await scraper.scrape(ScrapeTarget(server: try ServerID("a"), port: port))
        await scraper.shutDown()
        try await server.close()
        return metrics
    }

    @Test func `takes what comes with success, also without a length`() async throws {
        #expect(try await scrape(answering: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nx 1\n") == Array("x 1\n".utf8))
        #expect(try await scrape(answering: "HTTP/1.0 200 OK\r\n\r\nx 1\n") == Array("x 1\n".utf8))
        #expect(try await scrape(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") == [])
    }

    @Test(arguments: [
        "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\nx 1\n",
        "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 Nothing\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx 1\n", "",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nx 1\n",
    ])
    func `takes nothing else`(answer: String) async throws {
        #expect(try await scrape(answering: answer) == nil)
    }

    @Test func `takes no more than four megabytes`() async throws {
        let line = "x" + String(repeating: "y", count: 1_022) + "\n"
        let body = String(repeating: line, count: 4_097)
        #expect(try await scrape(answering: "HTTP/1.0 200 OK\r\n\r\n" + body) == nil)
        let whole = String(body.utf8.dropLast(1_024)) ?? ""
        #expect(try await scrape(answering: "HTTP/1.0 200 OK\r\n\r\n" + whole)?.count == 4 << 20)
    }

    @Test func `finds out that nobody listens`() async throws {
        let (server, port) = try await RawHTTP.serve("")
        try await server.close()
        let scraper = MetricsScraper(loop: MultiThreadedEventLoopGroup.singleton.next())
        #expect(await scraper.scrape(ScrapeTarget(server: try ServerID("a"), port: port)) == nil)
        await scraper.shutDown()
    }
}
