import Foundation

/// A session bus of this test's own that nobody else is on. Nothing on it is started by being asked for.
public struct SessionBus: Sendable {
    /// What a program must have in its environment to find it.
    public let environment: [String: String]
    private let process: LineProcess

    /// Returns once it can be asked. Whoever makes it calls ``end()``.
    init(in home: TestHome) async throws {
        let runtime = "\(home.root)/runtime"
        try FileManager.default.createDirectory(
            atPath: runtime, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let configuration = "\(home.root)/bus.conf"
        try Self.configuration(socket: "\(runtime)/bus").write(toFile: configuration, atomically: true, encoding: .utf8)
        process = try LineProcess(
            try Component.dbus.program(),
            ["--config-file=\(configuration)", "--nofork", "--nopidfile", "--nosyslog", "--print-address"],
            environment: home.environment.merging(["XDG_RUNTIME_DIR": runtime]) { $1 })
        let address = String(decoding: try await process.line(within: .seconds(20), "bus"), as: UTF8.self)
        environment = ["XDG_RUNTIME_DIR": runtime, "DBUS_SESSION_BUS_ADDRESS": address]
    }

    /// What it complained about so far.
    var complaints: String { process.complaints }

    /// Runs `gdbus VERB --session ARGUMENTS…`.
    func ask(_ verb: String, _ arguments: [String], environment: [String: String]) async throws -> Outcome {
        try await Tool.run(
            try Component.gdbus.program(), [verb, "--session"] + arguments,
            environment: environment.merging(self.environment) { $1 }, within: .seconds(30))
    }

    func end() async {
        process.send(SIGKILL)
        // How it ended we know.
        _ = try? await process.finish()
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
