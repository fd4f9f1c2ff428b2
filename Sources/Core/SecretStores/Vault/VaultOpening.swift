import Crypto
import FoundationEssentials
import ServerModel

/// Finds out whether a key opens a vault.
struct VaultOpening: Sendable {
    let folder: VaultFolder
    let keyring: (any SecretStore)?

    /// The data key, by a key that somebody names.
    func dataKey(with key: VaultKey) async throws -> SymmetricKey {
        let slots = try slots()
        switch key {
        case .passphrase(let passphrase):
            if let key = try await dataKey(in: slots, passphrase) { return key }
            throw VaultError.wrongKey(key: "the passphrase")
        case .keyFile(let path):
            guard let key = try VaultKeySource.read(file: path) else {
                throw VaultError.unusableKeyFile(path: path, reason: "there is no such file")
            }
            if let dataKey = slots.lazy.filter({ $0.kind == .keyFile }).compactMap({ $0.dataKey(with: key) }).first {
                return dataKey
            }
            throw VaultError.wrongKey(key: "the key file \(path)")
        case .keyring:
            guard let keyring else { throw VaultError.noKeyring }
            if let key = try await VaultKeySource.read(from: keyring),
                let dataKey = slots.lazy.filter({ $0.kind == .keyring }).compactMap({ $0.dataKey(with: key) }).first
            {
                return dataKey
            }
            throw VaultError.wrongKey(key: "the key in the system keyring")
        }
    }

    /// The data key, by whatever can be had without asking anybody.
    func dataKey(orPassphrase passphrase: SecretValue?) async throws -> SymmetricKey {
        var obstacle = VaultError.locked(reason: nil)
        for slot in try slots() {
            do {
                switch slot.kind {
                case .keyFile: return try await dataKey(with: .keyFile(slot.path ?? ""))
                case .keyring: return try await dataKey(with: .keyring)
                case .passphrase:
                    if let passphrase { return try await dataKey(with: .passphrase(passphrase)) }
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch let error as VaultError {
                obstacle = error.state == .locked ? error : .locked(reason: error.problem)
            } catch {
                obstacle = .locked(reason: ErrorReport(describing: error).problem)
            }
        }
        throw obstacle
    }

    private func slots() throws -> [VaultSlot] {
        guard let file = try folder.read() else { throw VaultError.noVault(path: folder.path) }
        return file.header.slots
    }

    private func dataKey(in slots: [VaultSlot], _ passphrase: SecretValue) async throws -> SymmetricKey? {
        for slot in slots where slot.kind == .passphrase {
            guard let salt = slot.salt, let cost = slot.cost, !passphrase.isEmpty else { continue }
            let dataKey = try await onOwnThread { _ in
                slot.dataKey(with: try VaultCipher.key(from: passphrase, salt: Array(salt), cost: cost))
            }
            if let dataKey { return dataKey }
        }
        return nil
    }
}

extension VaultCipher {
    /// The same for a passphrase as people have it.
    static func key(from passphrase: SecretValue, salt: [UInt8], cost: ScryptCost) throws -> SymmetricKey {
        var bytes = Array(passphrase.revealed.utf8)
        defer { wipe(&bytes) }
        return try key(from: bytes, salt: salt, cost: cost)
    }
}
