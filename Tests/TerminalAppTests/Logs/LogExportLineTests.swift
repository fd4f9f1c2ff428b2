import ServerModel
import Testing

@testable import TerminalApp

struct `The command noted for an export` {
    @Test(arguments: [
        (LogFilter(), ""),
        (LogFilter(level: .error), " --level error"),
        // Text is looked for in fields, too, and an expression only in messages.
        (LogFilter(keep: "timeout"), " --text timeout"),
        (LogFilter(keep: "it's Late"), #" --text 'it'\''s Late'"#),
        (LogFilter(keep: "low|red"), " --grep '(?i)low|red'"),
        (LogFilter(keep: "^GET /$"), " --grep '^GET /$'"),
        (LogFilter(keep: "("), " --text '('"),
        (LogFilter(keep: "--force"), " --text=--force"),
        (LogFilter(keep: "~kim"), " --text=~kim"),
        (LogFilter(session: 3), " --session 3"),
        (LogFilter(correlation: "req 1"), " --correlation 'req 1'"),
        (
            LogFilter(level: .warning, keep: "slow", session: 3, correlation: "r1"),
            " --level warning --text slow --session 3 --correlation r1"
        ),
    ])
    func `has every part of the filter`(filter: LogFilter, options: String) {
        #expect(order(filter).commandLine == "mcp-manager logs export git --to /tmp/a.log" + options)
    }

    @Test(arguments: [
        (LogFilter(hide: "noise"), "&!noise"), (LogFilter(near: "boom"), "around boom"),
        (LogFilter(level: .error, field: LogFilter.Field(name: "table", value: "orders")), "table=orders"),
    ])
    func `is none where the command has no option, which is said`(filter: LogFilter, words: String) {
        #expect(order(filter).commandLine == nil)
        #expect(order(filter).filter.withoutOption.words(.unicode) == [words])
    }

    @Test func `names each server, or all`() {
        let two = LogSubject.servers([Sample.id("git"), Sample.id("time")])
        #expect(order(of: two).commandLine == "mcp-manager logs export git time --to /tmp/a.log")
        #expect(order(of: .all).commandLine == "mcp-manager logs export --all --to /tmp/a.log")
    }

    @Test(arguments: [
        ("/tmp/a.json", "/tmp/a.json"), ("/tmp/a.jsonl", "/tmp/a.jsonl"), ("/tmp/a.TXT", "/tmp/a.TXT"),
        ("/tmp/a b.csv", "'/tmp/a b.csv' --format text"), ("/tmp/log", "/tmp/log --format text"), ("-a.log", "--to=-a.log"),
    ])
    func `writes the same form`(path: String, words: String) {
        let words = words.hasPrefix("--to") ? words : "--to " + words
        #expect(order(path: path).commandLine == "mcp-manager logs export git \(words)")
    }

    @Test func `replaces a file only where the dashboard does`() {
        var order = order(LogFilter(level: .error))
        order.replaces = true
        #expect(order.commandLine?.hasSuffix(" --level error --force") == true)
    }

    @Test func `is in the events, and what it would be is shown before`() {
        var app = Scenario(reading: .numbered(20))
        app.answer(.logs(.filter), "line 1")
        #expect(
            app.state.commandLine(of: .logs(.export)) == "mcp-manager logs export git --to FILE --text 'line 1'")
        app.answer(.logs(.export), "")
        #expect(app.state.feed.entries.last?.kind == .command)
        #expect(
            app.state.feed.entries.last?.text.string
                == "mcp-manager logs export git --to git-2026-11-22.log --text 'line 1'")
    }

    @Test func `gives way to words in the events where there is none`() {
        var app = Scenario(reading: .numbered(20))
        app.answer(.logs(.filter), "!line 1")
        #expect(app.state.commandLine(of: .logs(.export)) == nil)
        app.answer(.logs(.export), "")
        let entry = app.state.feed.entries.last
        #expect(entry?.kind == .event(.info) && entry?.subject == "you")
        #expect(entry?.text.string == "writes git-2026-11-22.log; 'logs export' has no option for &!line 1")
    }

    private func order(
        _ filter: LogFilter = LogFilter(), of subject: LogSubject = .server(Sample.id("git")), path: String = "/tmp/a.log"
    ) -> LogExportOrder {
        LogExportOrder(subject: subject, filter: filter, path: path, replaces: false)
    }
}
