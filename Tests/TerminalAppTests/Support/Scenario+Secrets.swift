import ServerModel
import Testing

@testable import TerminalApp

/// The form for secrets and their sources.
extension Scenario {
    /// The form of a server that waits for its secrets.
    static func form(for secrets: [SecretStatus], columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.select("notion")
        app.press(.showSecrets)
        app.answer(ServerSecrets(server: Sample.id("notion"), secrets: secrets, store: Sample.keyring))
        return app
    }

    /// Goes through the sources of the focused field.
    mutating func choose(_ source: SecretSource) {
        for _ in 0..<6 where state.form?.focused?.source != source { press(.switchSource) }
    }

    /// The daemon says how the definition changes, or has changed; what was asked.
    @discardableResult
    mutating func change(_ line: String = "+", location: SourceLocation = #_sourceLocation) -> ServersRequest? {
        answer(.changed(Sample.edited("notion", [line])), location: location)
    }

    /// The daemon stores what it was told to store last, or says why not.
    mutating func store(refused refusal: ErrorReport? = nil) {
        let secrets = ServerSecrets(server: Sample.id("notion"), secrets: [], store: Sample.keyring)
        let applied = SecretsApplied(secrets: secrets, status: Sample.server("notion"))
        for case .applySecrets(let id, _, let generation) in effects.suffix(3) {
            receive(.secretsApplied(id, generation: generation, refusal.map { .failure($0) } ?? .success(applied)))
        }
    }

    /// What the daemon was told to store since effects were last taken.
    var stored: [String: SecretValue]? {
        for case .applySecrets(_, let values, _) in effects { return values }
        return nil
    }
}

extension Sample {
    /// Missing, and needed.
    static let shopKey = SecretStatus(requirement: requirement("SHOP_KEY"), state: .missing)
    /// In the daemon's environment.
    static let team = SecretStatus(
        requirement: requirement("TEAM", required: false) { $0.from = "env:TEAM" }, state: .set, origin: "env:TEAM")

    /// What a definition is to say of a secret's source.
    static func reference(_ name: String, _ from: String?) -> DefinitionEdit {
        DefinitionEdit(path: ["secrets", name, "from"], value: from.map { "\"\($0)\"" })
    }
}
