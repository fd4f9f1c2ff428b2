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
    private let bus: SessionBus
    private let keyring = Mutex<ChildProcess?>(nil)

    /// Returns once the keyring can be asked; it is unlocked.
    public init(in home: TestHome) async throws {
        let data = "\(home.root)/share"
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        bus = try await SessionBus(in: home)
        let variables = bus.environment.merging(["XDG_DATA_HOME": data]) { $1 }
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
        await bus.end()
    }

    private func ask(_ verb: String, _ arguments: [String]) async throws {
        let outcome = try await bus.ask(verb, arguments, environment: surroundings)
        guard outcome.succeeded else {
            let words = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw TestFailure("gdbus \(verb): \(outcome)\n\(words)\n\(bus.complaints)")
        }
    }
}
