#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the bus of the user's session is. One is never started for us: nobody would unlock a keyring on it.
struct SessionBus: Hashable {
    /// As the D-Bus specification writes it, e.g. `unix:path=/run/user/1000/bus`.
    let address: String

    /// `nil` when there is none.
    init?(environment: [String: String]) {
        let named = (environment["DBUS_SESSION_BUS_ADDRESS"] ?? "").split(separator: ";").filter { !$0.hasPrefix("autolaunch:") }
        if !named.isEmpty {
            address = named.joined(separator: ";")
            return
        }
        guard let folder = environment["XDG_RUNTIME_DIR"], !folder.isEmpty else { return nil }
        let path = "\(folder)/bus"
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFSOCK else { return nil }
        address = "unix:path=\(Self.escaped(path))"
    }

    /// What may not stand in an address for itself is written as `%20`.
    private static func escaped(_ path: String) -> String {
        path.utf8.reduce(into: "") { text, byte in
            let character = Character(Unicode.Scalar(byte))
            if character.isASCII, character.isLetter || character.isNumber || "-_/.\\*".contains(character) {
                text.append(character)
            } else {
                text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
        }
    }
}
