import ServerModel
import TerminalKit

/// The dashboard without a screen: one line after another, no cursor, no colours. What is said is harmless text.
struct PlainScreen {
    var localTime: LocalTime
    var clock: @Sendable () -> Timestamp
    /// Prints a line.
    var say: (SafeText) -> Void
    /// Prints a question and reads the line that answers it; `nil` when there is none, or the person leaves.
    var ask: (PlainQuestion) -> SecretValue?

    /// Lines of a log that are shown at once.
    private static let recentLines = 200

    func run(_ task: PlainTask, over connection: Backend.Connection) async throws {
        switch task {
        case .status(let follows): try await showStatus(follows, connection)
        case .server(let name): try await showServer(try await server(name, connection), connection)
        case .logs(let name, let follows): try await showLog(of: try await server(name, connection), follows, connection)
        case .secrets(let name): try await askForSecrets(of: try await server(name, connection), connection)
        }
    }

    private func showStatus(_ follows: Bool, _ connection: Backend.Connection) async throws {
        // Subscribed before the servers are listed, so that nothing falls between the two.
        let events = follows ? try await connection.events() : nil
        let servers = try await connection.servers().sorted { $0.id < $1.id }
        let daemon = try await connection.daemon()
        for line in PlainTable(servers: servers, localTime: localTime, now: clock()).lines { say(SafeText(line)) }
        for trouble in daemon.troubles { say(SafeText("trouble: \(trouble.problem); \(trouble.remedy)")) }
        guard let events else { return }
        let began = clock()
        for try await event in events where event.time >= began && PlainLog.tells(event) { say(line(for: event)) }
        say("the daemon has ended")
    }

    private func showServer(_ id: ServerID, _ connection: Backend.Connection) async throws {
        guard let status = try await connection.servers().first(where: { $0.id == id }) else { return }
        for line in PlainServer(status, localTime: localTime, now: clock()).lines { say(line) }
    }

    private func showLog(of id: ServerID, _ follows: Bool, _ connection: Backend.Connection) async throws {
        let records = try await connection.follow(.server(id), Self.recentLines)
        if follows {
            for try await record in records { say(record) }
            say("the daemon has ended")
        } else {
            let newest = LogLoad.older(LogQuery(last: Self.recentLines))
            guard case .logs(let answer) = try await connection.answer(.logs(.load(.server(id), newest))) else { return }
            for record in answer.pages.joined() { say(record) }
        }
    }

    private func say(_ record: LogRecord) {
        for line in PlainLog.lines(record, localTime: localTime) { say(line) }
    }

    private func line(for event: ServerEvent) -> SafeText {
        PlainLog.line(event, localTime: localTime)
    }

    // MARK: Secrets

    private func askForSecrets(of id: ServerID, _ connection: Backend.Connection) async throws {
        var form = PlainSecretForm(try await connection.secrets(id))
        if let obstacle = form.obstacle { throw obstacle }
        for line in form.opening { say(line) }
        while let question = form.question {
            for line in form.take(ask(question)) { say(line) }
        }
        guard let values = form.agreed else { return }
        let applied = try await connection.setSecrets(id, values)
        for line in PlainSecretForm.closing(values.count, applied) { say(line) }
    }

    /// The server of a name, or why there is none.
    private func server(_ name: String, _ connection: Backend.Connection) async throws -> ServerID {
        let ids = try await connection.servers().map(\.id)
        if let id = ids.first(where: { $0.rawValue == name }) { return id }
        let closest = closestMatch(to: name, among: ids.map(\.rawValue))
        throw ErrorReport(
            code: "unknown-server", problem: "no server is named '\(name)'",
            remedy: closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager-tui --plain' to see every server")
    }
}
