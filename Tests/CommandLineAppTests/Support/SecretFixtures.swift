import ControlAPI
import ServerModel

@testable import CommandLineApp

/// The secrets of a server that asks for one of each kind that matters.
enum SecretExample {
    /// The server's secrets in the control API.
    static let path = "/api/v1/servers/jira-helper/secrets"
    /// The one value that nobody may ever see.
    static let canary = "canary-4711"
    static let vault = SecretStoreReport(kind: .vault, state: .ready, takesNewValues: true, place: "/h/state/vault")

    static func requirement(
        _ name: String, _ type: SecretRequirement.Kind = .password, required: Bool = true,
        _ change: (inout SecretRequirement) -> Void = { _ in }
    ) -> SecretRequirement {
        var requirement = SecretRequirement(name: name)
        requirement.type = type
        requirement.required = required
        change(&requirement)
        return requirement
    }

    static let token = requirement("JIRA_TOKEN") {
        $0.description = "The API token of your account"
        $0.validation.minLength = 8
        $0.validation.example = "ATATT3xFf"
    }
    static let url = requirement("JIRA_URL", .url) { $0.validation.schemes = ["https"] }
    static let tier = requirement("JIRA_TIER", .choice, required: false) { $0.validation.choices = ["cloud", "server", "1"] }
    static let mail = requirement("SMTP_PASSWORD") { $0.from = "env:SMTP" }

    /// `token`, `url`, `tier` in these states, and `mail`, which is kept elsewhere.
    static func secrets(
        token tokenState: SecretStatus.State = .missing, url urlState: SecretStatus.State = .missing,
        store: SecretStoreReport? = vault
    ) -> ServerSecrets {
        ServerSecrets(
            server: id("jira-helper"),
            secrets: [status(token, tokenState), status(url, urlState), status(tier, .missing), elsewhere], store: store)
    }

    static func status(_ requirement: SecretRequirement, _ state: SecretStatus.State) -> SecretStatus {
        let isSet = state == .set || state == .invalid
        return SecretStatus(
            requirement: requirement, state: state, origin: isSet ? "encrypted vault" : nil, store: isSet ? .vault : nil,
            changedAt: isSet ? ago(.seconds(200_000)) : nil)
    }

    static let elsewhere = SecretStatus(requirement: mail, state: .set, origin: "env:SMTP")

    static func applied(_ secrets: ServerSecrets, _ phase: Phase) -> SecretsApplied {
        SecretsApplied(secrets: secrets, status: ServerStatus(id: secrets.server, phase: phase, since: now))
    }

    static let found = [
        FoundCredential(
            id: "a1", file: "/home/u/.cursor/mcp.json", line: 12, column: 9, kind: .clientFile, client: "Cursor",
            server: "github",
            key: "GITHUB_TOKEN", hint: "gh… (40)", reason: "a GitHub token by its first letters"),
        FoundCredential(
            id: "b2", file: "/srv/.env", line: 3, column: 1, kind: .environmentFile, key: "API_KEY", hint: "(6)",
            reason: "its name says so"),
        FoundCredential(
            id: "c3", file: "/home/u/.claude.json", line: 7, column: 1, kind: .clientFile, client: "Claude", server: "x",
            key: "--token", hint: "sk… (51)", reason: "an OpenAI key", obstacle: "it stands in the middle of an argument"),
    ]

    static let move = CredentialMove(
        moved: [.init(credential: found[0], server: id("github"), secret: "GITHUB_TOKEN")],
        files: [
            .init(
                path: "/home/u/.cursor/mcp.json",
                difference: [" {", "-  \"GITHUB_TOKEN\": \"gh… (40)\"", "+  \"command\": \"mcp-connect\"", " }"])
        ])
}

extension Stage {
    /// Everything a person, a file or a pipe could get.
    var everything: String { output + errors }
}

extension FakeDaemon {
    /// What was to be stored.
    func changes() throws -> [SecretChanges] {
        try received.filter { $0.line == "PUT \(SecretExample.path)" }
            .map { try ControlCoding.decode(SecretChanges.self, from: $0.body) }
    }
}
