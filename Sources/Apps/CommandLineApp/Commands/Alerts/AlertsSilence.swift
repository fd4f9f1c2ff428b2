import ArgumentParser
import ServerModel

/// `mcp-manager alerts silence --for 2h`
struct AlertsSilence: Verb {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Tell nobody for a while: of a rule, of a server, or of everything.",
        discussion: """
            Example: mcp-manager alerts silence --server github --for 2h --comment 'moving house'

            Alerts are still shown. Without --rule and --server, everything is silent. What nobody was told of is told when the time \
            is over and it fires still.
            """)

    @Option(help: ArgumentHelp("Only of this rule.", valueName: "rule"), completion: .alertRules)
    var rule: String?

    @Option(help: ArgumentHelp("Only of this server.", valueName: "name"), completion: .serverNames)
    var server: String?

    @Option(name: .customLong("for"), help: ArgumentHelp("How long: 30m, 2h, 1d, 1h30m.", valueName: "time"))
    var length: String

    @Option(help: ArgumentHelp("Why.", valueName: "words"))
    var comment: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard let seconds = TimeArgument.seconds(length), seconds > 0 else {
            throw ValidationError("--for takes a time like 30m, 2h or 1d")
        }
    }

    func run(in session: Session) async throws {
        let silence = AlertSilence(
            rule: rule, server: try server.map { try ServerID($0) },
            until: session.times.now + .seconds(TimeArgument.seconds(length) ?? 0), comment: comment)
        let client = try await session.connect()
        // A silence of nothing that exists would be taken for one that works.
        if let id = silence.server { _ = try await client.server(id) }
        if let rule { try check(rule, among: try await client.alerts().rules) }
        let made = try await client.silence(silence)
        try session.show(made) { silence in
            """
            nobody is told of \(silence.subject) until \(session.times.moment(silence.until)); to end it: mcp-manager alerts \
            unsilence \(silence.id)

            """
        }
    }

    /// Throws ``UnknownAlertRule``.
    private func check(_ name: String, among rules: [AlertRule]) throws {
        guard !rules.contains(where: { $0.name == name }) else { return }
        throw UnknownAlertRule(name: name, closest: closestMatch(to: name, among: rules.map(\.name)))
    }
}

/// No rule of alerts has this name.
struct UnknownAlertRule: ActionableError, Hashable {
    var name: String
    /// The name that was probably meant.
    var closest: String?

    var code: String { "unknown-rule" }
    var problem: String { "no rule of alerts is named '\(name)'" }
    var remedy: String { closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager alerts rules' to see every rule" }
}

/// `mcp-manager alerts silences`
struct AlertsSilences: Verb {
    static let configuration = CommandConfiguration(
        commandName: "silences", abstract: "List what nobody is told of, and until when.")

    @Flag(help: "Only the numbers, one a line.")
    var ids = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let silences = try await session.connect().alerts().silences
        if silences.isEmpty, !options.json, !ids { try session.errors.print("nothing is silent\n") }
        try session.show(silences) { silences in
            if ids { return silences.reduce("") { $0 + "\($1.id)\n" } }
            let table = AlertSilencesTable(silences: silences, times: session.times).table
            return silences.isEmpty ? "" : table.text(width: session.context.output.columns)
        }
    }
}

/// `mcp-manager alerts unsilence N`
struct AlertsUnsilence: Verb {
    static let configuration = CommandConfiguration(
        commandName: "unsilence", abstract: "End a silence before its time.",
        discussion: "What fires still is told.")

    @Argument(
        help: "The silence's number, as 'alerts silences' shows it.",
        completion: .shellCommand("mcp-manager alerts silences --ids 2>/dev/null"))
    var number: Int

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let ended = try await session.connect().endSilence(number)
        try session.show(ended) { "people are told of \($0.subject) again\n" }
    }
}
