import ArgumentParser
import ServerModel

/// `mcp-manager secrets rotate NAME [KEY]`
struct SecretsRotate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Try another value of a secret, and go back when the server cannot start with it.",
        usage: "mcp-manager secrets rotate NAME [KEY] [--from REF]",
        discussion: """
            \(ValueOptions.help)

            Without KEY: the password of a server that has one. Exits with 1 when the old value is back.
            """)

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: "The secret: the name of its variable.", completion: .secretNames)
    var key: String?

    @Argument(help: .hidden)
    var rest: [String] = []

    @OptionGroup var value: ValueOptions
    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        guard rest.isEmpty, key?.contains("=") != true else { throw BadUse.valueAmongArguments("a secret's value") }
        let id = try ServerID(name)
        let source = try value.source
        let client = try await session.connect()
        let secrets = try await client.secrets(of: id)
        let key = try key ?? secrets.onlyPassword
        let requirement = try secrets.requirement(toStore: key)
        try secrets.expectValue(of: key)
        let new = try session.newValue(of: requirement, from: source)
        if !options.json { try session.errors.print("trying it; this takes as long as '\(id)' needs to start\n") }
        let outcome = try await client.rotateSecret(key, to: new.revealed, of: id)
        try session.show(outcome) { $0.isKept ? SecretRotationView(name: key, outcome: $0).text : "" }
        guard outcome.isKept else { throw RotationRefused(name: key, outcome: outcome) }
    }
}

extension ServerSecrets {
    /// The one password that is stored. Throws ``BadUse`` with those there are when it is not one.
    var onlyPassword: String {
        get throws {
            let passwords = secrets.filter { $0.store != nil && $0.requirement.type == .password }.map(\.name)
            guard passwords.count == 1 else {
                throw BadUse(
                    problem: passwords.isEmpty
                        ? "'\(server)' has no stored password" : "'\(server)' has \(passwords.count) stored passwords",
                    remedy: passwords.isEmpty
                        ? "run 'mcp-manager secrets list \(server)' and name one"
                        : "name one of them: \(passwords.joined(separator: ", "))")
            }
            return passwords[0]
        }
    }
}
