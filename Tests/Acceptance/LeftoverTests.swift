import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A daemon that was killed` {
    @Test func `leaves nothing the next one does not end, wherever it hides`() async throws {
        let home = try TestHome.here
        // In sessions of their own, deaf, and one of them without our environment; then the server itself takes over.
        let hide = "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1000; done' < /dev/null > /dev/null 2>&1 &"
        let forget = "(env -i /usr/bin/setsid /bin/sh -c 'exec /bin/sleep 1234' < /dev/null > /dev/null 2>&1 &)"
        let script = "trap '' TERM; cd \(home.root); \(hide) \(forget); exec \(Product.program("mcp-manager")) demo"
        try await home.succeed("add", "demo", "--", "/bin/sh", "-c", script)
        try await home.succeed("start", "demo")
        try await home.waitUntilReady("demo")
        let daemon = try #require(home.daemons.first)
        let before = home.processes.filter { $0.processID != daemon.processID }
        #expect(before.contains { $0.arguments.last == "1234" } && before.count >= 4, "\(before)")

        kill(daemon.processID, SIGKILL)
        #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
        let left = home.processes
        #expect(left.contains { $0.arguments.last == "1234" }, "nothing was left: \(left)")

        // It answers when they are gone, not before.
        try await home.succeed("list")
        let old = Set(before.map(\.processID))
        #expect(!home.processes.contains { old.contains($0.processID) }, "\(home.processes)")
        #expect(home.daemons.count == 1)
        let log = try await home.succeed("logs", "demo")
        #expect(log.output.contains("an earlier daemon had left"), "\(log)")
    }
}
