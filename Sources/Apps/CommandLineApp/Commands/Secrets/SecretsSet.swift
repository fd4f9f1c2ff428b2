import ArgumentParser
import ServerModel

/// `mcp-manager secrets set NAME KEY`
struct SecretsSet: SecretStoringVerb {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Store a secret of a server.",
        usage: "mcp-manager secrets set NAME KEY [--from REF] [--no-restart]", discussion: ValueOptions.help)

    @OptionGroup var target: SecretTarget
    @OptionGroup var value: ValueOptions
    @OptionGroup var restart: RestartOption
    @OptionGroup var options: CommonOptions

    var wantsOldValue: Bool { false }
}

/// `mcp-manager secrets update NAME KEY`
struct SecretsUpdate: SecretStoringVerb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Store another value of a secret that has one.",
        usage: "mcp-manager secrets update NAME KEY [--from REF] [--no-restart]",
        discussion: """
            \(ValueOptions.help)

            'rotate' does the same and goes back to the old value when the server does not become ready with the new one.
            """)

    @OptionGroup var target: SecretTarget
    @OptionGroup var value: ValueOptions
    @OptionGroup var restart: RestartOption
    @OptionGroup var options: CommonOptions

    var wantsOldValue: Bool { true }
}

/// A secret of a server, by name; and whatever stands behind it, to be refused.
struct SecretTarget: ParsableArguments {
    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: "The secret: the name of its variable.", completion: .secretNames)
    var key: String

    @Argument(help: .hidden)
    var rest: [String] = []

    /// Throws ``BadUse`` when a value stands among the arguments.
    func check() throws {
        guard rest.isEmpty, !key.contains("=") else { throw BadUse.valueAmongArguments("a secret's value") }
    }
}

/// Whether a server that runs gets the new value at once.
struct RestartOption: ParsableArguments {
    @Flag(help: "Let a server that runs go on with what it has.")
    var noRestart = false
}

/// A verb that stores one value.
protocol SecretStoringVerb: Verb {
    var target: SecretTarget { get }
    var value: ValueOptions { get }
    var restart: RestartOption { get }
    /// Whether there must be one already.
    var wantsOldValue: Bool { get }
}

extension SecretStoringVerb {
    func run(in session: Session) async throws {
        try target.check()
        let id = try ServerID(target.name)
        let source = try value.source
        let client = try await session.connect()
        let secrets = try await client.secrets(of: id)
        let requirement = try secrets.requirement(toStore: target.key)
        if wantsOldValue { try secrets.expectValue(of: target.key) }
        if !secrets.asksFor(target.key), !options.json {
            try session.errors.print("\("note:", .warning) '\(id)' asks for no \(target.key)\n")
        }
        let new = try session.newValue(of: requirement, from: source)
        let changes = SecretChanges(values: [target.key: new.revealed], restarts: !restart.noRestart)
        let applied = try await client.set(changes, of: id)
        try session.show(applied) {
            SecretsAppliedView(applied: $0, stored: [target.key], restarts: !restart.noRestart).text
        }
    }
}

extension ServerSecrets {
    /// The secret of this name, if anything is known of it.
    func secret(_ name: String) -> SecretStatus? { secrets.first { $0.name == name } }

    func asksFor(_ name: String) -> Bool { secret(name).map { $0.demand != .none } ?? false }

    /// The rules for a new value of `name`. Throws ``SecretElsewhere`` and ``NoSecretStore``, before anybody types in vain.
    func requirement(toStore name: String) throws -> SecretRequirement {
        let requirement = secret(name)?.requirement ?? SecretRequirement(name: name)
        if let reference = requirement.from { throw SecretElsewhere(server: server, name: name, reference: reference) }
        guard store != nil else { throw NoSecretStore() }
        return requirement
    }

    /// Throws ``UnknownSecret`` when no value of `name` is stored. Where nobody can say, the daemon will.
    func expectValue(of name: String) throws {
        if let secret = secret(name), secret.store != nil || secret.state == .unreachable { return }
        throw UnknownSecret(server: server, name: name, among: secrets.filter { $0.store != nil }.map(\.name))
    }
}
