import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The vault's passphrase for unattended use, from `MCP_MANAGER_VAULT_PASSPHRASE`.
enum VaultPassphrase {
    static let variable = "MCP_MANAGER_VAULT_PASSPHRASE"

    /// Takes it out of the environment, so that nobody whom we start, and nobody who reads `/proc`, finds it there. Call it once, before
    /// there are other threads.
    static func taken() -> SecretValue? {
        guard let text = getenv(variable) else { return nil }
        let value = SecretValue(String(cString: text))
        // The kernel shows the bytes where they are, whatever the list of variables says.
        memset(text, 0, strlen(text))
        unsetenv(variable)
        return value.isEmpty ? nil : value
    }
}
