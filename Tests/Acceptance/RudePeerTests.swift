import Foundation
import ServerModel
import TestSupport
import Testing

/// Somebody behaves badly; the others, and the memory of the daemon, do not notice.
@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A rude peer` {
    @Test func `that reads no answers is cut off, and the others of its server go on`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let polite = try WireClient("demo", in: home)
        try await polite.open()
        let deaf = try DeafClient("demo", in: home)
        try await home.wait(for: "demo", "the deaf client") { $0.sessions.count == 2 }
        // A hundred and fifty megabytes of progress, said by the server for three small questions.
        for id in 1...3 {
            try deaf.send(
                #"""
                {"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"sleep","_meta":{"progressToken":\#(id)},\#
                "arguments":{"seconds":0,"steps":1000,"text":"\#(String(repeating: "x", count: 50_000))"}}}
                """#)
        }
        try await converse(polite, calls: 30)
        try await home.wait(for: "demo", "the end of the deaf client's session", within: .seconds(120)) { $0.sessions.count == 1 }
        try await converse(polite, calls: 30)
        let log: [LogRecord] = try await home.succeed("logs", "demo", "--json").decoded()
        #expect(log.contains { $0.message.contains("stopped reading") }, "\(log)")
        try expectDaemon(of: home, below: 300)
        await deaf.leave()
        try await polite.close()
    }

    @Test(arguments: ["stdout", "stderr"])
    func `that floods its output holds up no other server`(_ stream: String) async throws {
        let home = try TestHome.here
        try await home.addDemo("flood")
        try await home.addDemo("good")
        let (rude, polite) = (try WireClient("flood", in: home), try WireClient("good", in: home))
        try await rude.open()
        try await polite.open()
        try await rude.request(1, "tools/call", #"{"name":"flood","arguments":{"stream":"\#(stream)","megabytes":20}}"#)
        try await converse(polite, calls: 30)
        // It comes behind the flood: everything was taken.
        #expect(try await rude.answer(to: 1, within: .seconds(90)).has("result"))
        try await converse(polite, calls: 10)
        try expectDaemon(of: home, below: 200)
        try await rude.close()
        try await polite.close()
    }

    @Test func `that reads no questions makes its own client wait, and nobody else`() async throws {
        let home = try TestHome.here
        try await home.addDemo("stuck")
        try await home.addDemo("good")
        let (patient, polite) = (try WireClient("stuck", in: home), try WireClient("good", in: home))
        try await patient.open()
        try await polite.open()
        let server = try #require(try await home.waitUntilReady("stuck").run?.processID)
        try #require(kill(server, SIGSTOP) == 0)

        // A hundred megabytes for a server that takes none of them.
        let text = String(repeating: "0123456789", count: 500_000)
        async let sending: Void = {
            for id in 1...20 { try await patient.request(id, "tools/call", #"{"name":"echo","arguments":{"text":"\#(text)"}}"#) }
        }()
        try await converse(polite, calls: 30)
        try expectDaemon(of: home, below: 200)

        try #require(kill(server, SIGCONT) == 0)
        for _ in 1...20 {
            let answer = try await patient.message(within: .seconds(60))
            #expect(answer.text("result.content.0.text")?.utf8.count == text.utf8.count)
        }
        try await sending
        try expectDaemon(of: home, below: 300)
        try await patient.close()
        try await polite.close()
    }

    @Test func `with messages of 20 MB costs the others little`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let (heavy, polite) = (try WireClient("demo", in: home), try WireClient("demo", in: home))
        try await heavy.open()
        try await polite.open()
        let text = String(repeating: "0123456789", count: 2_000_000)
        async let answers: [Message] = {
            var answers: [Message] = []
            for id in 1...2 {
                answers.append(try await heavy.call(id, "echo", #"{"text":"\#(text)"}"#, within: .seconds(90)))
            }
            return answers
        }()
        try await converse(polite, calls: 30)
        for answer in try await answers { #expect(answer.text("result.content.0.text")?.utf8.count == text.utf8.count) }
        try expectDaemon(of: home, below: 300)
        try await heavy.close()
        try await polite.close()
    }

    /// A well-behaved client's calls, one after the other; each must be answered soon.
    private func converse(_ client: WireClient, calls: Int) async throws {
        for id in 1...calls {
            let answer = try await client.call(id, "echo", #"{"text":"\#(id)"}"#, within: .seconds(30))
            #expect(answer.text("result.content.0.text") == "\(id)", "\(answer)")
        }
    }

    /// The daemon's memory, at its highest; a debug build's own needs are about 60 MB of it.
    private func expectDaemon(of home: TestHome, below megabytes: Int) throws {
        let daemon = try #require(home.daemons.first)
        if let peak = ProcessTable.peakMemory(of: daemon) {
            #expect(peak < megabytes << 20, "\(peak >> 20) MB")
        }
    }
}
