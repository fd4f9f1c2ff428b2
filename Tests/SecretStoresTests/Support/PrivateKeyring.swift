import Testing

@testable import SecretStores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A gnome-keyring for one test, on a bus of its own.
final class PrivateKeyring: Sendable {
    let bus: ForeignProgram
    let folder: String
    let address: String

    /// - Parameter folder: for the bus's socket and the keyring's files; new.
    init(in folder: String) async throws {
        self.folder = folder
        // Nothing is started on it by being asked for, so that a keyring that was ended is away.
        let configuration = """
            <busconfig>
              <type>session</type>
              <listen>unix:path=\(folder)/bus</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """
        try TemporaryFolder.write(configuration.utf8, to: "\(folder)/bus.conf")
        bus = try Self.startBus(in: folder)
        try #require(try await bus.line { $0.hasPrefix("unix:") } != nil, "the bus does not start")
        // Without the id it prints too: another bus at the same place has another.
        address = "unix:path=\(folder)/bus"
    }

    /// Another one at the same place, for when the first has ended.
    static func startBus(in folder: String) throws -> ForeignProgram {
        try ForeignProgram("dbus-daemon", ["--config-file=\(folder)/bus.conf", "--print-address", "--nofork"])
    }

    /// What the daemon's environment would say.
    var environment: [String: String] { ["DBUS_SESSION_BUS_ADDRESS": address] }

    /// Starts the keyring; it is there when this returns. - Parameter password: `nil` leaves it locked.
    func start(password: String? = "testpw") async throws -> ForeignProgram {
        let monitor = try await monitor("type='signal',member='NameOwnerChanged',arg0='org.freedesktop.secrets'")
        let environment = [
            "DBUS_SESSION_BUS_ADDRESS": address, "HOME": folder, "XDG_RUNTIME_DIR": folder, "XDG_DATA_HOME": folder,
            "PATH": "/usr/bin:/bin",
        ]
        let unlocking = password == nil ? [] : ["--unlock"]
        let keyring = try ForeignProgram(
            "gnome-keyring-daemon", ["--foreground", "--components=secrets"] + unlocking, environment: environment)
        if let password { keyring.say(password) }
        try #require(
            try await monitor.line { $0.contains("string \"org.freedesktop.secrets\"") } != nil, "the keyring does not start")
        return keyring
    }

    /// Tells of messages on the bus; listening already when this returns.
    func monitor(_ rule: String) async throws -> ForeignProgram {
        let monitor = try ForeignProgram("dbus-monitor", ["--address", address, rule])
        // The first thing a monitor hears is that it has lost its name.
        try #require(try await monitor.line { $0.contains("member=NameLost") || $0.contains("member=NameAcquired") } != nil)
        return monitor
    }

    /// Locks the default collection.
    func lock() async throws {
        let call = try call(
            "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
            "array:objpath:/org/freedesktop/secrets/collection/login")
        try #require(try await call.succeeds())
    }

    /// What the first item that was made in it tells of itself, as `dbus-send` prints it.
    func firstItem() async throws -> [String] {
        try await call(
            "/org/freedesktop/secrets/collection/login/1", "org.freedesktop.DBus.Properties.GetAll",
            "string:org.freedesktop.Secret.Item"
        ).lines()
    }

    private func call(_ object: String, _ method: String, _ argument: String) throws -> ForeignProgram {
        try ForeignProgram(
            "dbus-send", ["--bus=\(address)", "--print-reply", "--dest=org.freedesktop.secrets", object, method, argument])
    }

    static var isAvailable: Bool {
        ["dbus-daemon", "dbus-monitor", "dbus-send", "gnome-keyring-daemon"].allSatisfy { ForeignProgram.path(of: $0) != nil }
    }

    static var isWanted: Bool { isAvailable || getenv("CI").map { $0.pointee != 0 } == true }
}

extension Trait where Self == ConditionTrait {
    /// Skips the test where there is no gnome-keyring, except in CI.
    static var needsKeyring: Self {
        .enabled(
            if: PrivateKeyring.isWanted, "missing: gnome-keyring or dbus; 'apt-get install gnome-keyring libsecret-1-0 dbus'")
    }
}
