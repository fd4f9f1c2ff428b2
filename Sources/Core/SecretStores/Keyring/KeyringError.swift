import ServerModel

/// Why the system keyring cannot be used.
enum KeyringError: SecretStoreError, Hashable {
    /// There is no bus to look for one on.
    case noBus
    /// Nobody answers at the address of the bus; in the words of GLib.
    case busIsGone(String)
    /// Linux: libsecret is not installed.
    case noLibrary
    /// Nobody on the bus keeps secrets.
    case noService
    /// It was never set up: it has no collection for new items.
    case noCollection
    case locked
    /// A value that is no text.
    case notText(SecretKey)
    /// Anything else, in the keyring's own words.
    case failed(String)

    var state: SecretStoreReport.State {
        switch self {
        case .noBus, .busIsGone, .noLibrary, .noService, .noCollection: .absent
        case .locked: .locked
        case .notText, .failed: .failing
        }
    }

    var code: String {
        switch self {
        case .noBus, .busIsGone, .noService: "no-keyring"
        case .noLibrary: "no-libsecret"
        case .noCollection: "keyring-empty"
        case .locked: "keyring-locked"
        case .notText: "keyring-not-text"
        case .failed: "keyring-failed"
        }
    }

    var problem: String {
        switch self {
        case .noBus: "there is no system keyring: the daemon's environment names no D-Bus session"
        case .busIsGone(let words): "there is no system keyring: the D-Bus session cannot be reached: \(words)"
        case .noLibrary: "the system keyring cannot be reached: libsecret-1.so.0 is not installed"
        case .noService: "there is no system keyring: no program keeps secrets in this D-Bus session"
        case .noCollection: "the system keyring has no default collection for new secrets yet"
        case .locked: "the system keyring is locked"
        case .notText(let key): "what the system keyring has for \(key.name) of \(key.service) is no UTF-8 text"
        case .failed(let words): "the system keyring failed: \(words)"
        }
    }

    var remedy: String {
        switch self {
        case .noBus, .busIsGone:
            "start the daemon anew from within your desktop session, or make a vault with 'mcp-manager secrets unlock --create'"
        case .noLibrary:
            "install it (Debian and Ubuntu: libsecret-1-0; Fedora and Arch: libsecret) and start the daemon anew, "
                + "or make a vault with 'mcp-manager secrets unlock --create'"
        case .noService:
            "install and start one (gnome-keyring, KWallet or KeePassXC), "
                + "or make a vault with 'mcp-manager secrets unlock --create'"
        case .noCollection:
            "sign in to your desktop once, or make a keyring called Login with 'seahorse' or 'secret-tool store'"
        case .locked: "unlock it, for example by signing in to your desktop or with 'seahorse'"
        case .notText(let key): "set it again with 'mcp-manager secrets set', as \(key.name)"
        case .failed: "look at it with 'seahorse' or 'secret-tool'; 'mcp-manager secrets doctor' tells how it is"
        }
    }
}
