import ServerModel

@testable import TerminalApp

extension Sample {
    static let keyring = SecretStoreReport(kind: .keyring, state: .ready, takesNewValues: true, place: "login")

    static func requirement(
        _ name: String, _ type: SecretRequirement.Kind = .password, required: Bool = true,
        _ adjust: (inout SecretRequirement) -> Void = { _ in }
    ) -> SecretRequirement {
        var requirement = SecretRequirement(name: name)
        (requirement.type, requirement.required) = (type, required)
        adjust(&requirement)
        return requirement
    }

    /// As `jira-helper.yaml` of the plan has them, and one that is kept elsewhere; two are missing.
    static func secrets(of name: String, store: SecretStoreReport? = keyring) -> ServerSecrets {
        let address = requirement("JIRA_BASE_URL", .url) {
            $0.description = "Base URL for the Jira instance"
            $0.validation.schemes = ["https"]
            $0.validation.example = "https://company.atlassian.net"
        }
        let token = requirement("JIRA_API_TOKEN") {
            $0.description = "Jira API token for authentication"
            $0.validation.minLength = 10
            $0.validation.pattern = "^[A-Za-z0-9+/=]+$"
        }
        let email = requirement("JIRA_USER_EMAIL", .email, required: false) { $0.description = "Email address for Jira" }
        let region = requirement("REGION", .choice, required: false) { $0.validation.choices = ["eu", "us"] }
        let proxy = requirement("PROXY_KEY", required: false) { $0.from = "env:PROXY" }
        return ServerSecrets(
            server: id(name),
            secrets: [
                SecretStatus(requirement: address, state: .missing), SecretStatus(requirement: token, state: .missing),
                SecretStatus(
                    requirement: email, state: .set, origin: "system keyring", store: .keyring, changedAt: now + .seconds(-7200)),
                SecretStatus(requirement: region, state: .missing),
                SecretStatus(requirement: proxy, state: .set, origin: "env:PROXY"),
            ], store: store)
    }
}
