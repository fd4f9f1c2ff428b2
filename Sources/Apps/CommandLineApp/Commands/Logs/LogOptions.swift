import ArgumentParser
import ControlAPI
import ServerModel

/// Whose logs.
struct LogServers: ParsableArguments {
    @Argument(help: "The servers.", completion: .serverNames)
    var names: [String] = []

    @Flag(help: "All servers.")
    var all = false

    func validate() throws {
        if all, !names.isEmpty { throw ValidationError("give names or --all, not both") }
    }

    /// Complains when nobody was named.
    func requireSome() throws {
        if names.isEmpty, !all { throw ValidationError("give the names of servers, or --all") }
    }

    /// The servers, each once; empty: all of them. Throws `InvalidServerName`.
    func ids() throws -> [ServerID] { try Session.ids(names) }
}

/// Which records, by what all verbs about logs know.
struct LogRange: ParsableArguments {
    @Option(help: ArgumentHelp("From this time on: \(TimeArgument.forms).", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Before this time.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("At least this severe; a record that says nothing of it counts as info.", valueName: "level"))
    var level: LogLevel?

    /// A query that asks for these. Throws ``BadUse``.
    func query(_ times: TimeText) throws -> LogQuery {
        let since = try since.map { try moment($0, "--since", times) }
        let until = try until.map { try moment($0, "--until", times) }
        if let since, let until, since >= until {
            throw BadUse(
                problem: "nothing is between --since, \(times.moment(since)), and --until, \(times.moment(until))",
                remedy: "give --until a later time than --since")
        }
        return LogQuery(since: since, until: until, level: level)
    }

    private func moment(_ text: String, _ option: String, _ times: TimeText) throws -> Timestamp {
        guard let moment = TimeArgument.moment(text, times) else {
            throw BadUse(problem: "'\(text)' is not a time that \(option) understands", remedy: "write \(TimeArgument.forms)")
        }
        return moment
    }
}

/// Which records, by what is in them and how they came.
struct LogContent: ParsableArguments {
    @Option(help: ArgumentHelp("Only what this regular expression is found in.", valueName: "expression"))
    var grep: String?

    @Option(
        help: ArgumentHelp(
            "Only what this text is found in, also in a field; capital letters matter when it has some.", valueName: "text"))
    var text: String?

    @Option(help: ArgumentHelp("Only what belongs to this session.", valueName: "number"))
    var session: Int?

    @Option(
        help: ArgumentHelp("Only what belongs to this request, trace or task, by the server's own name for it.", valueName: "id"))
    var correlation: String?

    @Option(help: ArgumentHelp("Only what came this way; may be repeated.", valueName: "stream"))
    var stream: [LogStream] = []

    /// The query that asks for these only.
    func narrowing(_ query: LogQuery) -> LogQuery {
        var query = query
        query.pattern = grep
        query.text = text
        query.session = session
        query.correlation = correlation
        query.streams = stream.isEmpty ? nil : stream
        return query
    }
}

extension LogLevel: ExpressibleByArgument {
    /// By its name, or by what others call it.
    public init?(argument: String) {
        switch argument.lowercased() {
        case "trace": self = .debug
        case "warn": self = .warning
        case "fatal": self = .critical
        case let name: self.init(rawValue: name)
        }
    }
}

extension LogStream: ExpressibleByArgument {}

extension LogServers {
    /// The names before lines, where they are of several servers.
    func labels(_ client: ControlClient) async throws -> LogNames? {
        let ids = try ids()
        guard ids.count != 1 else { return nil }
        return LogNames(ids.isEmpty ? try await client.servers().map(\.id) : ids)
    }
}
