import ServerModel

/// What is wrong with a vault.
public enum VaultError: SecretStoreError, Hashable {
    case noVault(path: String)
    case exists(path: String)
    /// - Parameter reason: why it did not open itself, e.g. `its key file is not there`; `nil` when it could not have.
    case locked(reason: String?)
    /// - Parameter key: `the passphrase`, `the key file /a/b`, `the key in the system keyring`.
    case wrongKey(key: String)
    /// Nothing was changed. - Parameter reason: a clause, e.g. `it is cut off`.
    case damaged(path: String, reason: String)
    case tooNew(path: String, version: String)
    /// - Parameter reason: `cannot write …: no space left on device`.
    case notWritten(reason: String)
    case notRead(reason: String)
    /// A file that is to be a key and cannot.
    case unusableKeyFile(path: String, reason: String)
    case emptyPassphrase
    /// The vault's key is to be in the keyring, and nobody has told of one.
    case noKeyring

    public var state: SecretStoreReport.State {
        switch self {
        case .noVault: .absent
        case .locked, .wrongKey: .locked
        case .exists, .damaged, .tooNew, .notWritten, .notRead, .unusableKeyFile, .emptyPassphrase, .noKeyring: .failing
        }
    }

    public var code: String {
        switch self {
        case .noVault: "no-vault"
        case .exists: "vault-exists"
        case .locked: "vault-locked"
        case .wrongKey: "vault-wrong-key"
        case .damaged: "vault-damaged"
        case .tooNew: "vault-too-new"
        case .notWritten: "vault-not-written"
        case .notRead: "vault-not-read"
        case .unusableKeyFile: "vault-key-file"
        case .emptyPassphrase: "vault-empty-passphrase"
        case .noKeyring: "vault-no-keyring"
        }
    }

    public var problem: String {
        switch self {
        case .noVault(let path): "there is no vault at \(path) yet"
        case .exists(let path): "there is a vault already, \(path)"
        case .locked(let reason): reason.map { "the vault is locked: \($0)" } ?? "the vault is locked"
        case .wrongKey(let key): "\(key) does not open the vault"
        case .damaged(let path, let reason): "the vault \(path) is damaged: \(reason)"
        case .tooNew(let path, let version): "the vault \(path) has format \(version), which is newer than this program"
        case .notWritten(let reason): "the vault was not changed: \(reason)"
        case .notRead(let reason): "the vault cannot be read: \(reason)"
        case .unusableKeyFile(let path, let reason): "\(path) cannot be the vault's key: \(reason)"
        case .emptyPassphrase: "a vault cannot have an empty passphrase"
        case .noKeyring: "the vault's key cannot be in the system keyring: there is none"
        }
    }

    public var remedy: String {
        switch self {
        case .noVault: "make one with 'mcp-manager secrets unlock --create'"
        case .exists: "open it with 'mcp-manager secrets unlock', or move it away first"
        case .locked: "open it with 'mcp-manager secrets unlock'"
        case .wrongKey: "try again with 'mcp-manager secrets unlock'; nothing was changed"
        case .damaged(let path, _):
            "it was left as it is; move it away and put \(path).previous in its place, which is the version before"
        case .tooNew: "install the version of mcp-manager that wrote it, or a newer one"
        case .notWritten: "make room on the disk or the folder writable, then try again"
        case .notRead: "make the file yours and readable"
        case .unusableKeyFile: "name another file by its absolute path; one that is not there is made"
        case .emptyPassphrase: "choose one of several words"
        case .noKeyring: "choose a passphrase or a key file"
        }
    }
}
