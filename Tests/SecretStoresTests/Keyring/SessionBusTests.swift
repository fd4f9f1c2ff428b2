import Testing

@testable import SecretStores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The session's bus` {
    @Test(
        arguments: [
            (["DBUS_SESSION_BUS_ADDRESS": "unix:path=/a/bus"], "unix:path=/a/bus"),
            (["DBUS_SESSION_BUS_ADDRESS": "unix:abstract=x;tcp:host=h"], "unix:abstract=x;tcp:host=h"),
            (["DBUS_SESSION_BUS_ADDRESS": "unix:path=/a", "XDG_RUNTIME_DIR": "/nowhere"], "unix:path=/a"),
            // It would start a bus.
            (["DBUS_SESSION_BUS_ADDRESS": "autolaunch:"], nil),
            (["DBUS_SESSION_BUS_ADDRESS": "autolaunch:;unix:path=/a"], "unix:path=/a"),
            (["DBUS_SESSION_BUS_ADDRESS": ""], nil), ([:], nil), (["XDG_RUNTIME_DIR": "/nowhere"], nil),
            (["XDG_RUNTIME_DIR": ""], nil),
        ] as [([String: String], String?)])
    func `is where the environment says`(environment: [String: String], address: String?) {
        #expect(SessionBus(environment: environment)?.address == address)
    }

    @Test(.temporaryFolder, .needsKeyring) func `is where it usually is when the environment does not say`() async throws {
        let folder = "\(TemporaryFolder.path)/a b%ü"
        mkdir(folder, 0o700)
        #expect(SessionBus(environment: ["XDG_RUNTIME_DIR": folder]) == nil)
        let configuration =
            "<busconfig><listen>unix:path=\(TemporaryFolder.path)/a%20b%25%c3%bc/bus</listen><auth>EXTERNAL</auth></busconfig>"
        try TemporaryFolder.write(configuration.utf8, to: "\(TemporaryFolder.path)/bus.conf")
        let bus = try PrivateKeyring.startBus(in: TemporaryFolder.path)
        #expect(try await bus.line { $0.hasPrefix("unix:") } != nil)
        let found = SessionBus(environment: ["XDG_RUNTIME_DIR": folder])
        #expect(found?.address == "unix:path=\(TemporaryFolder.path)/a%20b%25%c3%bc/bus")
    }
}
