import DaemonLaunch
import SecretStores
import ServerConfiguration
import ServerExecution
import ServerModel

/// The stores of a home, and what asks them.
struct SecretParts: Sendable {
    let vault: VaultStore
    let keeper: SecretKeeper
    let resolver: SecretResolver

    /// - Parameter passphrase: of the vault, for unattended use.
    init(
        home: HomeDirectory, settings: ManagerSettings.Secrets, passphrase: SecretValue?, planner: LaunchPlanner,
        tools: ToolRunner
    ) {
        let deadline = Duration.seconds(settings.deadline)
        // A little less than the keeper's, so that the keyring says itself what went wrong.
        let keyring = KeyringStore(environment: planner.daemonEnvironment, deadline: deadline * 0.8)
        let vault = VaultStore(
            path: home.stateDirectory + "/secrets.vault", passphrase: passphrase, keyring: keyring, now: { .now })
        let stores: [any SecretStore] = settings.stores.compactMap { kind in
            switch kind {
            case .keyring: keyring
            case .vault: vault
            case .memory: nil
            }
        }
        self.vault = vault
        let keeper = SecretKeeper(
            stores: stores, index: home.stateDirectory + "/secrets.json", deadline: deadline, now: { .now })
        self.keeper = keeper
        resolver = SecretResolver(
            keeper: keeper, environment: planner.daemonEnvironment, userHome: planner.userHome,
            serversFolder: home.serversDirectory, deadline: .seconds(settings.commandDeadline)
        ) { command in
            let answer = try await tools.answer(
                of: planner.plan(forCommand: command.arguments), deadline: command.deadline)
            return ReferenceOutput(
                status: "it ended with \(answer.ending)", isSuccess: answer.isSuccess, isOverdue: answer.isOverdue,
                output: answer.output)
        }
    }
}
