import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `The record of calls` {
    @Test func `has every call of every client, also for the next daemon`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        _ = try await client.call(1, "echo", #"{"text":"for the record"}"#)
        _ = try await client.call(2, "fail", #"{"message":"told to"}"#)
        _ = try await client.call(3, "nonsense", "{}")
        try await client.close()

        let calls: [CallRecord] = try await home.succeed("calls", "demo", "--json").decoded()
        #expect(calls.map(\.tool) == ["nonsense", "fail", "echo"])
        #expect(calls.map(\.outcome) == [.refused, .toolError, .ok])
        #expect(calls.allSatisfy { $0.client == "wire" && $0.server.rawValue == "demo" })
        #expect(calls.allSatisfy { $0.durationMicroseconds > 0 && $0.requestBytes > 0 && $0.responseBytes > 0 })
        let echo = try #require(calls.last)
        #expect(echo.arguments == #"{"text":"for the record"}"#)
        #expect(echo.result?.contains("for the record") == true && echo.resultLoss == nil)
        #expect(try await home.succeed("calls").output.contains("✘ tool-error"))

        try await home.succeed("daemon", "stop")
        let story = try await home.succeed("calls", "show", "\(echo.id)").output
        #expect(story.contains("tool       echo of demo") && story.contains(#""text": "for the record""#), "\(story)")
    }

    @Test func `answers for one tool, and for what failed`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        for id in 1...3 { _ = try await client.call(id, "echo", #"{"text":"\#(id)"}"#) }
        _ = try await client.call(4, "fail", "{}")
        try await client.close()
        let failed: [CallRecord] = try await home.succeed("calls", "--failed", "--json").decoded()
        #expect(failed.map(\.tool) == ["fail"])
        let echoes: [CallRecord] = try await home.succeed("calls", "--tool", "echo", "-n", "2", "--json").decoded()
        #expect(echoes.map(\.arguments) == [#"{"text":"3"}"#, #"{"text":"2"}"#])
        let earlier: [CallRecord] =
            try await home.succeed("calls", "--tool", "echo", "--before", "\(echoes[1].id)", "--json").decoded()
        #expect(earlier.map(\.arguments) == [#"{"text":"1"}"#])
    }

    @Test func `says when a server ended before its answer`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        _ = try await client.call(1, "crash", #"{"code":3}"#)
        let calls: [CallRecord] = try await home.succeed("calls", "--json").decoded()
        #expect(calls.map(\.outcome) == [.lost])
        #expect(calls[0].problem?.isEmpty == false && calls[0].result == nil)
        try await client.close()
    }

    @Test func `says when whoever called has left`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let client = try await ControlClient.connect(home: HomeDirectory(path: home.path))
        let id = try ServerID("demo")
        let call = Task { try await client.call("sleep", of: id, arguments: #"{"seconds":3000}"#) }
        try await home.wait(for: "demo", "the call") { $0.sessions.contains { $0.clientName == "mcp-manager" } }
        call.cancel()
        try await home.wait(for: "demo", "the end of the call") { $0.sessions.isEmpty }
        let calls = try await client.calls(CallQuery())
        #expect(calls.map(\.outcome) == [.cancelled])
        #expect((await call.result).isFailure)
    }

    @Test func `has no secret in it, in no byte of its files`() async throws {
        let home = try TestHome.here
        let secret = "tüs-\"secret\"-0123456789"
        try home.define(
            "demo",
            """
            name: demo
            execution:
              local:
                command: \(Product.program("mcp-manager"))
                args: [demo]
            secrets:
              - name: DEMO_TOKEN
                from: env:THE_TOKEN
            """)
        let environment = home.environment.merging(["THE_TOKEN": secret]) { $1 }
        let started = try await Tool.run(Product.program("mcp-manager"), ["daemon", "start"], environment: environment)
        #expect(started.succeeded, "\(started)")
        let client = try WireClient("demo", in: home)
        try await client.open()
        _ = try await client.call(1, "echo", #"{"text":"my token: tüs-\"secret\"-0123456789."}"#)
        _ = try await client.call(2, "fail", #"{"message":"t\u00fcs-\u0022secret\u0022-0123456789 is wrong"}"#)
        try await client.close()

        let calls: [CallRecord] = try await home.succeed("calls", "--json").decoded()
        #expect(calls.last?.arguments == #"{"text":"my token: ••••."}"#)
        #expect(calls.last?.argumentsLoss == TextLoss(maskedPlaces: 1, cutBytes: 0))
        #expect(calls.first?.problem == "•••• is wrong")
        let replay = try await home.manager("calls", "replay", "1")
        #expect(replay.ending == .code(1) && replay.errors.contains("its arguments held a secret"), "\(replay)")
        #expect(try filesHolding("0123456789", in: "\(home.path)/state").isEmpty)
        try await home.succeed("daemon", "stop")
        #expect(await home.processesLeft().isEmpty)
        #expect(try filesHolding("0123456789", in: "\(home.path)/state").isEmpty)
    }

    private func filesHolding(_ text: String, in folder: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(names.contains("history.sqlite"))
        return names.filter { FileManager.default.contents(atPath: "\(folder)/\($0)")?.range(of: Data(text.utf8)) != nil }
    }

    @Test func `is begun anew when its file is broken, and everything goes on`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("daemon", "stop")
        // Its last act is to close the file.
        #expect(await home.processesLeft().isEmpty)
        for suffix in ["-wal", "-shm"] {
            // SQLite has taken them away if it closed the file in peace.
            try? FileManager.default.removeItem(atPath: "\(home.path)/state/history.sqlite\(suffix)")
        }
        try Data(repeating: 0x41, count: 50_000).write(to: URL(fileURLWithPath: "\(home.path)/state/history.sqlite"))
        #expect(try await home.succeed("call", "demo", "echo", "text=still here").output == "still here\n")
        let calls: [CallRecord] = try await home.succeed("calls", "--json").decoded()
        #expect(calls.map(\.tool) == ["echo"])
        #expect(home.text(of: "logs/daemon.log").contains("the history of calls was broken"))
    }
}

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A call made again` {
    @Test func `says that the result is the same`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("call", "demo", "echo", "text=hello")
        let replay = try await home.succeed("calls", "replay", "1").output
        #expect(replay.hasSuffix("same result\n") && replay.contains("call 1, now call 2"), "\(replay)")
        let both: CallReplay = try await home.succeed("calls", "replay", "2", "--json").decoded()
        #expect(both.isSame && both.original.id == 2 && both.replay.id == 3)
    }

    @Test func `shows what is different`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("call", "demo", "grow", "megabytes=1")
        let replay = try await home.succeed("calls", "replay", "1").output
        #expect(replay.contains(#"-       "text": "keeping 1 megabytes""#), "\(replay)")
        #expect(replay.contains(#"+       "text": "keeping 2 megabytes""#), "\(replay)")
    }

    @Test func `must be known, and have been kept whole`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        #expect(try await home.manager("calls", "replay", "1").errors.contains("no call has the number 1"))
        let long = String(repeating: "long ", count: 10_000)
        try await home.succeed("call", "demo", "echo", "text=\(long)")
        let replay = try await home.manager("calls", "replay", "1")
        #expect(replay.ending == .code(1) && replay.errors.contains("bytes of its arguments were not kept"), "\(replay)")
    }
}

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A tool called from the shell` {
    @Test(arguments: [[], ["--legacy-only"], ["--modern-only"]])
    func `answers, whatever era its server speaks`(options: [String]) async throws {
        let home = try TestHome.here
        let added = try await home.manager(["add", "demo", "--", Product.program("mcp-manager"), "demo"] + options)
        #expect(added.succeeded, "\(added)")
        #expect(try await home.succeed("tools", "demo").output.hasPrefix("echo text=string\n    Gives back the text it gets.\n"))
        #expect(try await home.succeed("call", "demo", "echo", "text=3").output == "3\n")
        #expect(try await home.succeed("call", "demo", "sleep", "seconds=0.01", "steps:=2").output == "slept 0.01 seconds\n")
        let read = try await home.manager("call", "demo", "echo", "-", "--json", input: #"{"text":"read"}"#)
        #expect(read.succeeded && Message(Data(read.output.utf8)).text("content.0.text") == "read", "\(read)")
    }

    @Test func `is not called when the arguments make no sense`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        for words in [["txt=1"], ["text"], ["text=1", "text=2"], [], ["{"]] {
            let misuse = try await home.manager(["call", "demo", "echo"] + words)
            #expect(misuse.ending == .code(2) && misuse.output.isEmpty, "\(misuse)")
            #expect(misuse.errors.contains("→ write: mcp-manager call demo echo text=string"), "\(misuse)")
        }
        let unknown = try await home.manager("call", "demo", "ehco")
        #expect(unknown.ending == .code(1) && unknown.errors.contains("did you mean 'echo'?"), "\(unknown)")
        let calls: [CallRecord] = try await home.succeed("calls", "--json").decoded()
        #expect(calls.isEmpty)
    }

    @Test func `ends with 1 when it fails`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let failed = try await home.manager("call", "demo", "fail", "message=as told")
        #expect(failed.ending == .code(1) && failed.output.isEmpty, "\(failed)")
        #expect(failed.errors.hasPrefix("error: the tool 'fail' of 'demo' failed: as told\n"), "\(failed)")
        let json = try await home.manager("call", "demo", "fail", "message=as told", "--json")
        #expect(json.ending == .code(1) && json.errors.contains(#""code":"tool-failed""#), "\(json)")
        #expect(Message(Data(json.output.utf8)).text("content.0.text") == "as told", "\(json)")
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
