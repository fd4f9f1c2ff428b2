import ServerModel
import Testing

@testable import TerminalApp

struct `The command line` {
    @Test func `reads options with and without an equals sign`() throws {
        let options = try Options(["--home", "/srv/mcp", "--theme=dark", "--ascii"])
        #expect(options.home == "/srv/mcp" && options.theme == "dark" && options.isASCII && options.mode == .dashboard)
        #expect(try Options(["--plain"]).mode == .plain(.status(follows: false)))
        #expect(try Options(["--plain", "--help"]).mode == .help)
        #expect(try Options(["--version"]).mode == .version)
    }

    @Test func `says what was probably meant`() {
        let error = #expect(throws: BadUse.self) { try Options(["--them", "dark"]) }
        #expect(error?.problem == "'--them' is not an option of mcp-manager-tui")
        #expect(error?.remedy == "did you mean '--theme'?")
    }

    @Test(arguments: [["--home"], ["--home="], ["--theme"]])
    func `wants a value where one belongs`(arguments: [String]) {
        let error = #expect(throws: BadUse.self) { try Options(arguments) }
        #expect(error?.problem.hasSuffix("needs a value") == true)
    }

    @Test(
        arguments: [
            (["--plain", "--follow"], .status(follows: true)), (["--plain", "status"], .status(follows: false)),
            (["--plain", "status", "git"], .server("git")),
            (["--plain", "logs", "git"], .logs("git", follows: false)),
            (["logs", "--follow", "git", "--plain"], .logs("git", follows: true)),
            (["--plain", "secrets", "notion"], .secrets("notion")),
        ] as [([String], PlainTask)])
    func `says what to print as lines`(arguments: [String], task: PlainTask) throws {
        #expect(try Options(arguments).mode == .plain(task))
    }

    @Test(
        arguments: [
            (["--plain", "logs"], "'logs' needs the name of a server"),
            (["--plain", "weather"], "'weather' is nothing that --plain can show"),
            (["--plain", "logs", "a", "b"], "'b' is one word too many"),
            (["--follow"], "'--follow' is not an option of mcp-manager-tui"),
            (["--plain", "secrets", "a", "--follow"], "'--follow' is one word too many"),
            (["--plain", "status", "a", "--follow"], "'--follow' is one word too many"),
        ])
    func `says what is wrong with the words`(arguments: [String], problem: String) {
        #expect(throws: BadUse.self) { try Options(arguments) }
        #expect((try? Options(arguments)) == nil)
        do { _ = try Options(arguments) } catch { #expect(error.problem == problem) }
    }

    @Test(arguments: [["--ascii=1"], ["status"], ["--plain=no"], [""]])
    func `refuses what it does not know`(arguments: [String]) {
        #expect(throws: BadUse.self) { try Options(arguments) }
    }
}

struct `The plain table` {
    @Test func `has a row for each server`() {
        let servers = [Sample.server("git"), Sample.server("sqlite", .waiting(until: Sample.now, crashes: 1))]
        let table = PlainTable(servers: servers, localTime: .utc, now: Sample.now)
        #expect(
            table.lines == [
                "NAME    STATE                SINCE  SESSIONS  COMMAND",
                "git     ready                09:41  0         uvx mcp-server-git",
                "sqlite  restarting 14:02:15  09:41  0         uvx mcp-server-sqlite",
                "  why: it ended by itself; it starts again by itself at 14:02:15",
            ])
    }

    @Test func `without servers says what to type`() {
        #expect(PlainTable(servers: [], localTime: .utc, now: Sample.now).lines[0].contains("mcp-manager add"))
    }
}

struct `A local time` {
    private let zone = LocalTime { _ in 5 * 3600 + 1800 }

    @Test(arguments: [
        ("2026-11-22T08:32:00.000Z", "14:02"), ("2026-11-21T18:29:59.000Z", "21 Nov"), ("2026-11-21T18:30:00.000Z", "00:00"),
        ("2025-12-31T00:00:00.000Z", "Dec 2025"),
    ])
    func `is an hour today and a day before`(moment: String, text: String) {
        #expect(zone.short(Sample.at(moment), today: Sample.now) == text)
    }

    @Test func `knows how long today lasts`() {
        #expect(zone.untilMidnight(from: Sample.at("2026-11-22T18:29:00.000Z")) == .seconds(60))
    }
}
