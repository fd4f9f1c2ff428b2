import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager secrets unlock`
struct SecretsUnlock: Verb {
    static let configuration = CommandConfiguration(
        commandName: "unlock", abstract: "Open the encrypted vault, or make one.",
        usage: "mcp-manager secrets unlock [--create] [--key-file PATH | --keyring]",
        discussion: """
            Without --key-file and --keyring its key is a passphrase: that in MCP_MANAGER_VAULT_PASSPHRASE, else one that is typed \
            unseen, else all of standard input. A daemon that is started with that variable opens the vault by itself. \
            A passphrase that is lost cannot be found again, and neither can what is in the vault.
            """)

    @Flag(help: "Make a new, empty one. Fails when there is one.")
    var create = false

    @OptionGroup var key: VaultKeyOptions
    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try key.check()
        try await session.change(
            vault: try key.request(create ? .create : .unlock, isFromEnvironment: true, session))
    }
}

/// `mcp-manager secrets lock`
struct SecretsLock: Verb {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Close the encrypted vault and forget its key.",
        discussion: "Servers that run keep what they have; those that start and need a secret of it wait until it is open again.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try await session.change(vault: VaultRequest(.lock))
    }
}

/// `mcp-manager secrets change-key`
struct SecretsChangeKey: Verb {
    static let configuration = CommandConfiguration(
        commandName: "change-key", abstract: "Have the encrypted vault open with another key from now on.",
        usage: "mcp-manager secrets change-key [--key-file PATH | --keyring]",
        discussion: """
            It must be unlocked. Without --key-file and --keyring the new key is a passphrase, typed unseen, else all of standard \
            input; MCP_MANAGER_VAULT_PASSPHRASE, which may hold the old one, does not count.
            """)

    @OptionGroup var key: VaultKeyOptions
    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try key.check()
        try await session.change(vault: try key.request(.changeKey, isFromEnvironment: false, session))
    }
}

/// What opens the vault.
struct VaultKeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The key is in this file, which is made when there is none.", valueName: "path"), completion: .file())
    var keyFile: String?

    @Flag(help: "The key is kept in the system's keyring.")
    var keyring = false

    @Argument(help: .hidden)
    var rest: [String] = []

    func validate() throws {
        if keyFile != nil, keyring { throw ValidationError("give --key-file or --keyring, not both") }
    }

    /// Throws ``BadUse`` when a passphrase stands among the arguments.
    func check() throws {
        guard rest.isEmpty else { throw BadUse.valueAmongArguments("a passphrase") }
    }

    /// Asks for the passphrase where that is the key.
    func request(_ action: VaultRequest.Action, isFromEnvironment: Bool, _ session: Session) throws -> VaultRequest {
        if let keyFile { return VaultRequest(action, keyFile: session.context.absolute(keyFile)) }
        if keyring { return VaultRequest(action, usesKeyring: true) }
        let passphrase = try session.passphrase(isNew: action != .unlock, isFromEnvironment: isFromEnvironment)
        return VaultRequest(action, passphrase: passphrase.revealed)
    }
}

extension Session {
    /// Does it, and shows how the vault is then.
    fileprivate func change(vault request: VaultRequest) async throws {
        let stores = try await connect().vault(request)
        try show(stores) { stores in SecretStoresView(stores: stores.filter { $0.kind == .vault }).text }
    }
}
