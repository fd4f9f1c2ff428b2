import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `The program` {
    @Test func `says its version`() async {
        let stage = Stage()
        #expect(await stage.run("--version") == 0)
        #expect(stage.output == "mcp-manager \(productVersion)\n")
    }

    @Test(arguments: [["--help"], ["help"], ["help", "start"], ["start", "--help"], []])
    func `helps on standard output`(arguments: [String]) async {
        let stage = Stage()
        let program = CommandLineProgram(context: stage.context()) { _ in 0 }
        #expect(await program.run(arguments) == 0)
        #expect(stage.output.contains("USAGE: mcp-manager"))
        #expect(stage.errors.isEmpty)
    }

    @Test func `documents its exit codes`() async {
        let stage = Stage()
        #expect(await stage.run("help") == 0)
        #expect(stage.output.contains("EXIT CODES: 0 done, 1 failed, 2 bad use."))
    }

    @Test(arguments: ["start", "logs x --lines many", "add x", "list --jsn"])
    func `ends with 2 when it cannot be meant so`(line: String) async {
        let stage = Stage()
        let program = CommandLineProgram(context: stage.context()) { _ in 0 }
        #expect(await program.run(line.split(separator: " ").map(String.init)) == 2)
        #expect(stage.output.isEmpty)
        #expect(stage.errors.contains("Usage: "))
    }

    @Test func `guesses which verb was meant`() async {
        let stage = Stage()
        #expect(await stage.run("statsu") == 2)
        #expect(stage.errors == "error: 'statsu' is not a verb of mcp-manager\n  → did you mean 'status'?\n")
    }

    @Test(arguments: [
        ("secrets sett x", "'sett' is not a verb of mcp-manager secrets", "did you mean 'set'?"),
        ("platform synk", "'synk' is not a verb of mcp-manager platform", "did you mean 'sync'?"),
        ("daemon strat", "'strat' is not a verb of mcp-manager daemon", "did you mean 'start'?"),
        ("secrets cook", "'cook' is not a verb of mcp-manager secrets", "run 'mcp-manager help secrets' to see every verb"),
    ])
    func `guesses which verb of a verb was meant`(line: String, problem: String, remedy: String) async {
        let stage = Stage()
        #expect(await stage.run(line.split(separator: " ").map(String.init)) == 2)
        #expect(stage.errors == "error: \(problem)\n  → \(remedy)\n")
    }

    @Test func `refuses a name that cannot be a server's`() async {
        let stage = Stage()
        #expect(await stage.run("start", "a/b") == 2)
        #expect(stage.errors.hasPrefix("error: 'a/b' cannot be the name of a server\n  → use 1–64 letters"))
    }

    @Test func `tells errors as JSON when asked to`() async throws {
        let stage = Stage()
        #expect(await stage.run("start", "a/b", "--json") == 2)
        let report = try ControlCoding.decode(ErrorReport.self, from: Array(stage.errors.utf8))
        #expect(report == ErrorReport(InvalidServerName(name: "a/b")))
    }

    @Test func `tells bad use as JSON when asked to`() async throws {
        let stage = Stage()
        #expect(await stage.run("logs", "--json") == 2)
        #expect(try ControlCoding.decode(ErrorReport.self, from: Array(stage.errors.utf8)).code == "bad-use")
    }

    @Test func `does not take a server's --json for its own`() async {
        let stage = Stage()
        #expect(await stage.run("add", "a/b", "--", "x", "--json") == 2)
        #expect(stage.errors.hasPrefix("error: "))
    }

    @Test func `hands the demo its arguments and exit code`() async {
        let stage = Stage()
        #expect(await stage.run("demo", "--crash", "x") == 7)
        #expect(stage.demoedWith == ["--crash", "x"])
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `prints completions`(shell: String) async {
        let stage = Stage()
        #expect(await stage.run("completions", shell) == 0)
        #expect(stage.output.contains("mcp-manager list --names"))
        #expect(stage.output.contains("mcp-manager secrets list --names"))
        #expect(stage.output.contains("mcp-manager platform list --all --ids"))
        #expect(stage.output.contains("mcp-manager alerts list --ids"))
        #expect(stage.output.contains("mcp-manager alerts rules --names"))
    }

    @Test func `ends quietly when nobody reads on`() async {
        var context = Stage().context()
        context.output.write = { _ in throw BrokenPipe() }
        #expect(await CommandLineProgram(context: context) { _ in 0 }.run(["--version"]) == 0)
    }
}

struct `A server's settled status` {
    @Test func `is good when it is what the verb wanted`() throws {
        #expect(try Example.ready.expecting(.ready) == Example.ready)
        #expect(try Example.stopped.expecting(.ended) == Example.stopped)
        #expect(try Example.failed.expecting(.ended) == Example.failed)
        let lacking = ServerStatus(id: id("x"), phase: .needsSecret(Example.lack), since: now)
        #expect(try lacking.expecting(.ended) == lacking)
        #expect(throws: UnexpectedPhase(status: lacking)) { try lacking.expecting(.ready) }
    }

    @Test func `is an error otherwise, with the daemon's code`() {
        let error = #expect(throws: UnexpectedPhase.self) { try Example.failed.expecting(.ready) }
        #expect(error?.code == "crash-loop")
        #expect(throws: UnexpectedPhase(status: Example.ready)) { try Example.ready.expecting(.ended) }
    }
}

struct `Names` {
    @Test func `are asked once each, in order`() throws {
        #expect(try Session.ids(["b", "a", "b"]) == [id("b"), id("a")])
    }
}
