import SecretStores
import ServerModel
import ServerSupervision

/// Makes, opens and closes the vault for whoever asks.
struct VaultDesk: Sendable {
    let parts: SecretParts
    let desk: SecretDesk

    /// Answers with how all stores are afterwards. Throws what the vault says.
    func perform(_ request: VaultRequest) async throws -> [SecretStoreReport] {
        switch request.action {
        case .create: try await parts.vault.create(key: key(of: request))
        case .unlock: try await parts.vault.unlock(key(of: request))
        case .changeKey: try await parts.vault.changeKey(to: key(of: request))
        case .lock: await parts.vault.lock()
        }
        if request.action != .lock {
            await desk.giveBackNow()
            // Somebody may have waited for just that.
            await desk.supervisor.secretsMayBeThere()
        }
        return await parts.keeper.reports()
    }

    private func key(of request: VaultRequest) throws -> VaultKey {
        switch (request.passphrase, request.keyFile, request.usesKeyring) {
        case (let passphrase?, nil, false): return .passphrase(SecretValue(passphrase))
        case (nil, let file?, false): return .keyFile(file)
        case (nil, nil, true): return .keyring
        default:
            throw ErrorReport(
                code: "bad-request", problem: "a vault has one key: a passphrase, a key file, or one in the keyring",
                remedy: "give one of 'passphrase', 'keyFile' and 'usesKeyring'")
        }
    }
}
