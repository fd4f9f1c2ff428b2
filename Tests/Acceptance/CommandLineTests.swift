import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `The command line` {
    @Test func `takes a server from definition to removal`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        #expect(home.text(of: "servers/demo.yaml").contains("name: demo"))
        let listed: [ServerStatus] = try await home.succeed("list", "--json").decoded()
        #expect(listed.map(\.id.rawValue) == ["demo"])
        #expect(try await home.succeed("show", "demo").output.contains("mcp-manager"))
        try await home.succeed("start", "demo")
        #expect(try await home.status("demo").phase == .ready)
        try await home.succeed("restart", "demo")
        #expect(try await home.status("demo").run?.number == 2)
        try await home.succeed("kill", "demo")
        try await home.waitUntilReady("demo", after: 2)
        try await home.succeed("stop", "demo")
        #expect(try await home.status("demo").phase == .stopped)
        try await home.succeed("remove", "demo", "--yes")
        #expect(home.text(of: "servers/demo.yaml").isEmpty)
        let left: [ServerStatus] = try await home.succeed("list", "--json").decoded()
        #expect(left.isEmpty)
    }

    @Test func `shows the lines a server writes`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let follower = try LineProcess(
            Product.program("mcp-manager"), ["logs", "demo", "-f", "-n", "100"], environment: home.environment)
        _ = try await client.call(1, "log", #"{"level":"info","message":"a line from the test"}"#)
        while !String(decoding: try await follower.line(within: .seconds(30), "the logged line"), as: UTF8.self)
            .contains("a line from the test")
        {}
        follower.send(SIGINT)
        _ = try await follower.finish()
        #expect(try await home.succeed("logs", "demo", "-n", "50").output.contains("a line from the test"))
        try await client.close()
    }

    @Test func `ends with 2 when it is used wrongly and with 1 when it cannot do it`() async throws {
        let home = try TestHome.here
        let misuse = try await home.manager("frobnicate")
        #expect(misuse.ending == .code(2) && !misuse.errors.isEmpty, "\(misuse)")
        try await home.addDemo("demo")
        let unknown = try await home.manager("status", "dmeo")
        #expect(unknown.ending == .code(1), "\(unknown)")
        #expect(unknown.errors.contains("did you mean 'demo'?") && unknown.output.isEmpty, "\(unknown)")
    }

    @Test func `finds nothing wrong with a good home`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let findings: [DoctorFinding] = try await home.succeed("doctor", "--json").decoded()
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.severity != .error }, "\(findings)")
    }
}
