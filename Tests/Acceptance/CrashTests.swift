import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A server that is killed` {
    @Test func `while idle is ready again, and its client goes on`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        #expect(try await echo(1, through: client) == "1")

        let before = try await home.waitUntilReady("demo")
        try kill(before)
        let after = try await home.waitUntilReady("demo", after: try #require(before.run?.number))
        #expect(after.lastExit?.status == .signal(SIGKILL))
        #expect(after.restarts == 1)
        #expect(after.run?.processID != before.run?.processID)
        #expect(try await echo(2, through: client) == "2")
        #expect(try await client.close() == .code(0))
    }

    @Test func `during a call answers it with a clear error, and its client goes on`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try await home.waitUntilReady("demo")

        try await client.request(
            1, "tools/call", #"{"name":"sleep","arguments":{"seconds":60,"steps":600},"_meta":{"progressToken":1}}"#)
        // Progress shows that the call has reached the server.
        let progress = try await client.message()
        #expect(progress.text("method") == "notifications/progress", "\(progress)")
        try kill(before)
        let answer = try await client.answer(to: 1)
        let words = try #require(answer.text("error.message"), "\(answer)")
        #expect(words.contains("demo") && words.contains("—"), "no problem and remedy: \(words)")
        #expect(answer.text("error.data.code") != nil, "\(answer)")

        try await home.waitUntilReady("demo", after: try #require(before.run?.number))
        #expect(try await echo(2, through: client) == "2")
        #expect(try await client.close() == .code(0))
    }

    @Test(.needs(.sdk2, .sdk1), arguments: [Component.sdk2, .sdk1])
    func `is nothing the official client must know about`(_ sdk: Component) async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try await SDKClient(sdk, server: "demo", in: home)
        let before = try await home.waitUntilReady("demo")

        try await client.begin(1, "sleep", #"{"seconds":60,"steps":600}"#)
        _ = try await client.progress(of: 1)
        try kill(before)
        let answer = try await client.answer(to: 1)
        #expect(answer.text("error")?.contains("demo") == true, "\(answer)")

        try await home.waitUntilReady("demo", after: try #require(before.run?.number))
        #expect(try await client.call(2, "echo", #"{"text":"still here"}"#).text("text") == "still here")
        #expect(try await client.close() == .code(0))
    }

    private func kill(_ status: ServerStatus) throws {
        let id = try #require(status.run?.processID)
        try #require(Foundation.kill(id, SIGKILL) == 0)
    }

    private func echo(_ id: Int, through client: WireClient) async throws -> String? {
        try await client.call(id, "echo", #"{"text":"\#(id)"}"#).text("result.content.0.text")
    }
}
