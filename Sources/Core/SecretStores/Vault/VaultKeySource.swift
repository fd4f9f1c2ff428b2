import Crypto
import FoundationEssentials
import ServerModel

/// Where the 32 bytes of a key come from that is no passphrase.
enum VaultKeySource {
    /// The key in a file; `nil` when there is no such file.
    static func read(file path: String) throws(VaultError) -> SymmetricKey? {
        do throws(FileFailure) {
            guard var bytes = try PrivateFile(path: path).read(limit: 1 << 16) else { return nil }
            defer { wipe(&bytes) }
            if bytes.count == VaultCipher.keyLength { return SymmetricKey(data: bytes) }
        } catch {
            throw .unusableKeyFile(path: path, reason: error.problem)
        }
        throw .unusableKeyFile(path: path, reason: "it does not have \(VaultCipher.keyLength) bytes")
    }

    /// The key in a file, which is made where there is none.
    static func make(file path: String) throws(VaultError) -> SymmetricKey {
        guard path.hasPrefix("/") else { throw .unusableKeyFile(path: path, reason: "its path does not begin with /") }
        if let key = try read(file: path) { return key }
        var bytes = VaultCipher.random(VaultCipher.keyLength)
        defer { wipe(&bytes) }
        do throws(FileFailure) {
            try PrivateFile(path: path).create(with: bytes)
        } catch {
            throw .unusableKeyFile(path: path, reason: error.problem)
        }
        return SymmetricKey(data: bytes)
    }

    /// The key in the keyring; `nil` when there is none, or something else.
    static func read(from keyring: any SecretStore) async throws -> SymmetricKey? {
        guard let text = try await keyring.value(of: .vaultKey), var data = Data(base64Encoded: text.revealed) else { return nil }
        defer { wipe(&data) }
        return data.count == VaultCipher.keyLength ? SymmetricKey(data: data) : nil
    }

    /// The key in the keyring, which is made where there is none. One that is there stays: an older vault may need it.
    static func make(in keyring: any SecretStore) async throws -> SymmetricKey {
        if let key = try await read(from: keyring) { return key }
        var bytes = VaultCipher.random(VaultCipher.keyLength)
        defer { wipe(&bytes) }
        try await keyring.set(SecretValue(Data(bytes).base64EncodedString()), for: .vaultKey)
        return SymmetricKey(data: bytes)
    }
}
