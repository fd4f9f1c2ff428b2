import NIOCore
import ServerModel
import Synchronization
import Testing

@testable import ServerExecution

@Suite(.timeLimit(.minutes(1)))
struct `A tool` {
    @Test func `is run to its end with what it said`() async throws {
        let bench = try Workbench()
        let outcome = try await bench.tools.run(.program("/bin/sh", ["-c", "cat; echo out; echo err >&2; exit 3"]))
        #expect(outcome.status == .code(3))
        #expect(outcome.output == ["out"])
        #expect(outcome.errors == ["err"])
        #expect(!outcome.succeeded)
    }

    @Test func `is killed with its children when its time is up`() async throws {
        let bench = try Workbench()
        let outcome = try await bench.tools.run(
            .program("/bin/sh", ["-c", "trap '' TERM; sleep 1000 & echo $!; sleep 1000"]), deadline: .milliseconds(300))
        #expect(outcome.isOverdue)
        let child = try #require(outcome.output.first.flatMap { Int32($0) })
        #expect(ProcessFacts(of: child).map(\.isZombie) ?? true)
    }

    /// As a command of the user's own that prints a secret: all of it, to the byte, blank lines of a key included.
    @Test func `gives a whole answer`() async throws {
        let bench = try Workbench()
        let planner = LaunchPlanner(home: "/", userHome: bench.folder, environment: ["PATH": "/usr/bin:/bin", "OWN": "mine"])
        func answer(_ script: String, within deadline: Duration = .seconds(30)) async throws -> ToolRunner.Answer {
            try await bench.tools.answer(of: planner.plan(forCommand: ["sh", "-c", script]), deadline: deadline)
        }
        let key = try await answer(#"printf 'a\n\n  b=%s\n' "$OWN"; echo noise >&2"#)
        #expect(key.output == "a\n\n  b=mine" && key.isSuccess && !key.isOverdue)
        let long = try await answer("i=0; while [ $i -lt 1000 ]; do echo $i; i=$((i+1)); done")
        #expect(long.output.split(separator: "\n").count == 1000)
        let failed = try await answer("echo half; exit 3")
        #expect(!failed.isSuccess && failed.ending == "exit 3")
        let slow = try await answer("exec sleep 1000", within: .milliseconds(200))
        #expect(slow.isOverdue && !slow.isSuccess)
        #expect(throws: LaunchError.self) { try planner.plan(forCommand: ["no-such-program-anywhere"]) }
    }

    @Test func `that cannot be started says why`() async throws {
        let bench = try Workbench()
        await #expect(throws: LaunchError.self) { try await bench.tools.run(.program("/does/not/exist")) }
    }

    @Test func `ends when its task is cancelled`() async throws {
        let bench = try Workbench()
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let task = Task {
            try await bench.tools.run(.program("/bin/sh", ["-c", "echo $$; exec sleep 1000"])) { continuation.yield($0) }
        }
        var iterator = lines.makeAsyncIterator()
        let process = try #require(await iterator.next().flatMap { Int32($0) })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ProcessFacts(of: process).map(\.isZombie) ?? true)
    }
}
