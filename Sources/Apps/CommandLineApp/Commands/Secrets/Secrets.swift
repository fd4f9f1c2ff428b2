import ArgumentParser
import ServerModel

/// `mcp-manager secrets …`
struct Secrets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give servers their secrets, and keep them out of files.",
        discussion: """
            Values are kept in the system's keyring or in an encrypted vault. They are typed unseen, piped in, or read with --from; \
            never taken from arguments, and never shown.
            """,
        subcommands: [
            SecretsList.self, SecretsSetup.self, SecretsSet.self, SecretsUpdate.self, SecretsRotate.self, SecretsDelete.self,
            SecretsDoctor.self, SecretsUnlock.self, SecretsLock.self, SecretsChangeKey.self, SecretsFind.self, SecretsMove.self,
            SecretsUndo.self,
        ])
}

/// `mcp-manager secrets list [NAME…]`
struct SecretsList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show which secrets servers ask for, and how they are. Never a value.",
        discussion: """
            ✔ set   ◇ missing and required   ○ missing   ✘ invalid: its value breaks the rules of the definition   \
            ? unreachable: its store is locked or does not answer
            """)

    @Argument(help: "Only those of these servers.", completion: .serverNames)
    var names: [String] = []

    @Flag(name: .customLong("names"), help: "Only the names of the secrets, one a line.")
    var onlyNames = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        guard names.isEmpty else {
            return try await session.forEach(names) { client, id in
                try await client.secrets(of: id)
            } succeeded: { servers in
                try show(servers, session)
            }
        }
        try show(try await session.connect().secrets(), session)
    }

    private func show(_ servers: [ServerSecrets], _ session: Session) throws {
        let isEmpty = servers.allSatisfy(\.secrets.isEmpty)
        if isEmpty, !options.json, !onlyNames { try session.errors.print("no secrets: no server asks for any\n") }
        try session.show(servers) { servers in
            if onlyNames { return Set(servers.flatMap(\.secrets).map(\.name)).sorted().reduce("") { $0 + "\($1)\n" } }
            return isEmpty ? "" : SecretsView(servers: servers, times: session.times).text(width: session.context.output.columns)
        }
    }
}

/// `mcp-manager secrets doctor`
struct SecretsDoctor: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Show the stores of secrets, which is used and why, and what servers lack.",
        discussion: "The stores stand in the order in which they are asked. Exits with 1 when there is something to do.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let client = try await session.connect()
        let report = SecretsReport(
            stores: try await client.secretStores(), servers: try await client.secrets().filter { !$0.lacking.isEmpty })
        try session.show(report) { $0.text }
        guard report.problems == 0 else { throw SecretsUnwell(problems: report.problems) }
    }
}

/// The problems were told already; this is only how it ends.
struct SecretsUnwell: ActionableError, Hashable {
    var problems: Int

    var code: String { "secrets-unwell" }
    var problem: String { problems == 1 ? "there is one thing to do" : "there are \(problems) things to do" }
    var remedy: String { "do what the lines with → say" }
}
