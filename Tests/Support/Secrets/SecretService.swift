import Foundation
import ServerModel
import Synchronization

/// A system keyring of this test's own: gnome-keyring on a session bus that nobody else is on.
///
/// Nothing on that bus is started by being asked for: a keyring that was killed stays dead, and nobody is prompted.
public final class SecretService: Sendable {
    /// What a program must have in its environment to find it.
    public let environment: [String: String]
    /// That, and what every program of the test has.
    let surroundings: [String: String]
    private let log: String
    private let bus: LineProcess
    private let keyring = Mutex<ChildProcess?>(nil)

    /// Returns once the keyring can be asked; it is unlocked.
    public init(in home: TestHome) async throws {
        let (runtime, data) = ("\(home.root)/runtime", "\(home.root)/share")
        for folder in [runtime, data] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let configuration = "\(home.root)/bus.conf"
        try Self.configuration(socket: "\(runtime)/bus").write(toFile: configuration, atomically: true, encoding: .utf8)
        var variables = ["XDG_RUNTIME_DIR": runtime, "XDG_DATA_HOME": data]
        bus = try LineProcess(
            try Component.dbus.program(),
            ["--config-file=\(configuration)", "--nofork", "--nopidfile", "--nosyslog", "--print-address"],
            environment: home.environment.merging(variables) { $1 })
        variables["DBUS_SESSION_BUS_ADDRESS"] = String(decoding: try await bus.line(within: .seconds(20), "bus"), as: UTF8.self)
        environment = variables
        surroundings = home.environment.merging(variables) { $1 }
        log = "\(home.root)/keyring.log"
        home.atEnd { await self.end() }
        try await start()
    }

    // MARK: What happens to keyrings

    /// Starts the keyring, again after ``kill()``, with what it keeps; it is unlocked.
    public func start() async throws {
        let (reading, writing) = try ChildProcess.pipe()
        let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(output) }
        let child = try ChildProcess(
            try Component.gnomeKeyring.program(), ["--unlock", "--components=secrets", "--foreground"],
            environment: surroundings, streams: (reading, output, output))
        close(reading)
        let password = Array("the login password".utf8)
        // It takes all there is to read, to the end, for the password.
        _ = write(writing, password, password.count)
        close(writing)
        keyring.withLock { $0 = child }
        try await ask("wait", ["--timeout", "20", "org.freedesktop.secrets"])
    }

    /// Locks it; only ``kill()`` and ``start()`` unlock it.
    public func lock() async throws {
        try await ask(
            "call",
            [
                "--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets",
                "--method", "org.freedesktop.Secret.Service.Lock", "['/org/freedesktop/secrets/collection/login']",
            ])
    }

    /// From now on it takes questions and answers none.
    public func suspend() { keyring.withLock { $0 }?.send(SIGSTOP) }

    /// It answers again, also what was asked meanwhile.
    public func resume() { keyring.withLock { $0 }?.send(SIGCONT) }

    /// Kills it; returns when it has ended.
    public func kill() async {
        guard let child = keyring.withLock({ $0 }) else { return }
        child.send(SIGKILL)
        _ = await child.ending()
    }

    private func end() async {
        await kill()
        bus.send(SIGKILL)
        // How it ended we know.
        _ = try? await bus.finish()
    }

    private func ask(_ verb: String, _ arguments: [String]) async throws {
        let outcome = try await Tool.run(
            try Component.gdbus.program(), [verb, "--session"] + arguments, environment: surroundings, within: .seconds(30))
        guard outcome.succeeded else {
            let words = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw TestFailure("gdbus \(verb): \(outcome)\n\(words)\n\(bus.complaints)")
        }
    }

    /// Without folders of services to start.
    private static func configuration(socket: String) -> String {
        """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
          "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <type>session</type>
          <listen>unix:path=\(socket)</listen>
          <auth>EXTERNAL</auth>
          <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
        </busconfig>

        """
    }
}
