import ServerModel
import Synchronization
import TerminalKit
import Testing

@testable import TerminalApp

struct `Plain lines` {
    @Test func `say when, who and what of an event`() {
        let event = Sample.event(1, "slack", "failed: exit 1 after \u{1B}[31m3 restarts", .error)
        #expect(PlainLog.line(event, localTime: .utc).string.hasSuffix(" slack, error: failed: exit 1 after 3 restarts"))
        #expect(
            PlainLog.line(Sample.event(1, nil, "the disk is full"), localTime: .utc).string.hasSuffix(" daemon: the disk is full")
        )
    }

    @Test func `say when, how serious and what of a record, and keep its lines together`() {
        let record = Sample.record("Traceback:\n\tfile \u{202E}x\u{7}", .error)
        #expect(
            PlainLog.lines(record, localTime: .utc).map(\.string) == ["14:02:11 error Traceback:", "      file x^G"])
        #expect(PlainLog.lines(Sample.record(""), localTime: .utc).map(\.string) == ["14:02:11"])
    }

    @Test func `have plain quotes and dashes where the locale has no others, and foreign letters as they are`() {
        #expect(PlainCharacters.simple("“é” — 5 ≥ 3…").string == "\"é\" - 5 >= 3...")
        #expect(PlainCharacters.simple("plain") == "plain")
        #expect(PlainCharacters.areUnicode(locales: [nil, "", "de_DE.UTF-8"]))
        #expect(PlainCharacters.areUnicode(locales: ["C.utf8", "C"]))
        #expect(!PlainCharacters.areUnicode(locales: ["C", nil, "de_DE.UTF-8"]))
        #expect(!PlainCharacters.areUnicode(locales: [nil, nil, nil]))
    }

    @Test func `follow what happens until the daemon ends`() async throws {
        let (events, feed) = AsyncThrowingStream<ServerEvent, any Error>.makeStream()
        feed.yield(Sample.event(1, "git", "old news", second: -1))
        feed.yield(Sample.event(2, "git", "ready", .ok, second: 16))
        // What only moved the status is not told, and nothing without words.
        feed.yield(Sample.event(3, "git", "", kind: .observed, second: 17))
        feed.yield(Sample.event(4, "git", "client 1 is Cursor", kind: .observed, second: 17))
        feed.yield(Sample.event(5, "git", "", second: 17))
        feed.finish()
        let said = try await lines(.status(follows: true), events: events)
        #expect(said.first?.hasPrefix("NAME") == true)
        #expect(said.suffix(2) == ["14:02:31 git: ready", "the daemon has ended"])
        #expect(!said.contains { $0.contains("old news") })
    }

    @Test func `tell how one server is`() async throws {
        let said = try await lines(.server("git"))
        #expect(said.first?.hasPrefix("git is ready, since ") == true)
        #expect(said.contains("runs: uvx mcp-server-git"))
    }

    @Test func `tell why a server failed, and what to do`() {
        let report = ErrorReport(code: "x", problem: "uvx is not installed", remedy: "install uv")
        let failed = PlainServer(Sample.server("git", .failed(report)), localTime: .utc, now: Sample.now)
        #expect(failed.lines.map(\.string).contains("why: uvx is not installed"))
        #expect(failed.lines.map(\.string).contains("what to do: install uv"))
        let table = PlainTable(
            servers: [Sample.server("git", .failed(report)), Sample.server("time")], localTime: .utc, now: Sample.now)
        #expect(table.lines.count == 4 && table.lines[2] == "  why: uvx is not installed; install uv")
    }

    @Test func `read a log`() async throws {
        #expect(try await lines(.logs("git", follows: false)) == ["14:02:11 hello"])
        #expect(try await lines(.logs("git", follows: true)) == ["14:02:11 hello", "the daemon has ended"])
    }

    @Test func `say that no server has this name`() async {
        let report = await #expect(throws: ErrorReport.self) { try await lines(.logs("gti", follows: false)) }
        #expect(report?.problem == "no server is named 'gti'" && report?.remedy == "did you mean 'git'?")
    }

    @Test func `ask for secrets, and store them once that is agreed to`() async throws {
        let stored = Mutex<[String: SecretValue]>([:])
        let said = try await lines(
            .secrets("git"), answers: ["https://acme.atlassian.net", "abcdefghij12", "", "", "yes"],
            store: { values in stored.withLock { $0 = values } })
        #expect(said.suffix(2) == ["Stored 2 values in the system keyring.", "git is ready."])
        #expect(
            stored.withLock { $0 } == [
                "JIRA_BASE_URL": SecretValue("https://acme.atlassian.net"), "JIRA_API_TOKEN": SecretValue("abcdefghij12"),
            ])
        #expect(!said.contains { $0.contains("abcdefghij12") })
    }

    /// What is said to a task over a daemon with one server, `git`.
    private func lines(
        _ task: PlainTask, events: AsyncThrowingStream<ServerEvent, any Error> = AsyncThrowingStream { $0.finish() },
        answers: [String] = [], store: @escaping @Sendable ([String: SecretValue]) -> Void = { _ in }
    ) async throws -> [String] {
        let said = Mutex<[String]>([])
        let pending = Mutex(answers[...])
        let screen = PlainScreen(
            localTime: .utc, clock: { Sample.now }, say: { line in said.withLock { $0.append(line.string) } },
            ask: { _ in pending.withLock { $0.popFirst() }.map { SecretValue($0) } })
        try await screen.run(task, over: connection(events: events, store: store))
        return said.withLock { $0 }
    }

    private func connection(
        events: AsyncThrowingStream<ServerEvent, any Error>, store: @escaping @Sendable ([String: SecretValue]) -> Void
    ) -> Backend.Connection {
        let nothing = ErrorReport(code: "nothing", problem: "not asked for", remedy: "none")
        return Backend.Connection(
            daemon: { Sample.daemon }, servers: { [Sample.server("git")] }, events: { events },
            follow: { _, _ in
                AsyncThrowingStream { stream in
                    stream.yield(Sample.record("hello"))
                    stream.finish()
                }
            },
            perform: { _, _ in throw nothing }, secrets: { Sample.secrets(of: $0.rawValue) },
            setSecrets: { id, values in
                store(values)
                return SecretsApplied(secrets: Sample.secrets(of: id.rawValue), status: Sample.server(id.rawValue))
            },
            deleteSecret: { _, _ in throw nothing }, rotateSecret: { _, _, _ in throw nothing }, platforms: { [] },
            platformHistory: { [] }, planPlatforms: { _ in throw nothing }, applyPlatforms: { _ in throw nothing },
            undoPlatforms: { _ in throw nothing },
            answer: { request in
                guard case .logs(.load(.server, .older)) = request else { throw nothing }
                return .logs(LogsAnswer(pages: [[Sample.record("hello")]]))
            },
            restorePlatform: { _, _ in throw nothing })
    }
}

struct `A line that is typed and not shown` {
    /// What is there when all the bytes were typed.
    private func line(_ typed: String) -> (text: String, state: HiddenLine.State?) {
        var line = HiddenLine()
        var state: HiddenLine.State?
        for byte in typed.utf8 { state = line.take(byte) }
        return (line.text, state)
    }

    @Test(arguments: [
        ("abc\u{7F}d", "abd"), ("aé\u{7F}b", "ab"), ("wrong\u{15}right", "right"), ("two words\u{17}more", "two more"),
        ("a\u{1B}[Db\u{1B}[1;5Cc\u{1B}OPd", "abcd"), ("a\u{01}b\tc", "ab\tc"),
    ])
    func `takes the keys that edit it, and swallows those that type nothing`(typed: String, text: String) {
        #expect(line(typed).text == text)
        #expect(line(typed).state == .typing)
    }

    @Test func `ends with Enter, and is given up with Ctrl-C`() {
        #expect(line("abc\r").state == .done && line("abc\n").state == .done)
        #expect(line("abc\u{03}").state == .abandoned && line("a\u{1B}[\u{03}").state == .abandoned)
        #expect(line("\u{04}").state == .abandoned && line("abc\u{04}").state == .typing)
    }
}

struct `The plain form for secrets` {
    private var form = PlainSecretForm(Sample.secrets(of: "jira-helper"))

    /// Answers in order; returns everything that was said.
    private mutating func answer(_ lines: String?...) -> [String] {
        lines.flatMap { form.take($0.map { SecretValue($0) }) }.map(\.string)
    }

    @Test func `says what is asked, and hides what must not be seen`() {
        var test = self
        #expect(
            test.form.opening.map(\.string) == [
                "Secrets of jira-helper, kept in the system keyring.",
                "An empty line leaves a value as it is, < goes back. Ctrl-C leaves without storing anything.",
                "1 of 4: JIRA_BASE_URL, required, url, now missing.", "Base URL for the Jira instance",
            ])
        #expect(test.form.question == PlainQuestion(text: "JIRA_BASE_URL, not shown while you type: ", isHidden: true))
        _ = test.answer("https://acme.atlassian.net", "abcdefghij12")
        #expect(test.form.question == PlainQuestion(text: "JIRA_USER_EMAIL: "))
    }

    @Test func `goes back a question, and keeps what was typed`() {
        var test = self
        #expect(test.answer("<") == ["There is no question before this one."])
        let said = test.answer("https://acme.atlassian.net", "<")
        #expect(said.last == "Base URL for the Jira instance" && said.contains { $0.hasSuffix("now typed.") })
        _ = test.answer("", "abcdefghij12", "", "eu", "<")
        #expect(test.form.question?.text == "REGION: ")
        _ = test.answer("us", "yes")
        #expect(test.form.agreed?["JIRA_BASE_URL"] == SecretValue("https://acme.atlassian.net"))
        #expect(test.form.agreed?["REGION"] == SecretValue("us"))
    }

    @Test func `says under a field what is wrong with it, and asks again`() {
        var test = self
        #expect(test.answer("").first == "error: is required")
        #expect(test.answer("http://acme").first?.hasPrefix("error: ") == true)
        #expect(test.form.question?.text == "JIRA_BASE_URL, not shown while you type: ")
    }

    @Test func `looks everything over before anything is stored`() {
        var test = self
        let said = test.answer("https://acme.atlassian.net", "abcdefghij12", "", "EU")
        #expect(
            said.suffix(6) == [
                "Review:", "JIRA_BASE_URL will be stored, 26 characters.", "JIRA_API_TOKEN will be stored, 12 characters.",
                "JIRA_USER_EMAIL stays set.", "REGION will be 'eu'.", "PROXY_KEY stays set.",
            ])
        #expect(test.form.agreed == nil)
        #expect(test.answer("perhaps") == ["error: type yes, no or <"])
        #expect(test.answer("yes") == [])
        #expect(test.form.agreed?.count == 3 && test.form.question == nil)
    }

    @Test func `refuses what is none of the choices`() {
        var test = self
        let said = test.answer("https://acme.atlassian.net", "abcdefghij12", "", "mars")
        #expect(said.last == "error: choose one of eu, us")
    }

    @Test(arguments: [["https://acme.atlassian.net", nil], ["https://acme.atlassian.net", "abcdefghij12", "", "", "no"]])
    func `stores nothing when the person leaves`(answers: [String?]) {
        var test = self
        var said: [String] = []
        for answer in answers { said += test.answer(answer) }
        #expect(said.last == "Nothing was stored.")
        #expect(test.form.agreed == nil && test.form.question == nil)
    }

    @Test func `asks nothing where nothing can be kept`() {
        let locked = SecretStoreReport(
            kind: .keyring, state: .locked,
            problem: ErrorReport(code: "locked", problem: "the keyring is locked", remedy: "unlock it"))
        let form = PlainSecretForm(Sample.secrets(of: "jira-helper", store: locked))
        #expect(form.question == nil && form.opening == [])
        #expect(form.obstacle?.problem == "the keyring is locked")
    }
}
