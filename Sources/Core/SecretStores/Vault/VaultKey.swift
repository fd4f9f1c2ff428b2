import ServerModel

/// What opens a vault.
public enum VaultKey: Hashable, Sendable {
    case passphrase(SecretValue)
    /// The absolute path of a file of 32 bytes, made when there is none. The vault remembers the path and opens itself.
    case keyFile(String)
    /// 32 bytes in the system keyring, made when there are none. The vault opens itself while the keyring is unlocked.
    case keyring
}
