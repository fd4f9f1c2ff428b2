import Foundation

/// A `systemctl` that writes down what it is asked and does nothing, first on the PATH.
public final class FakeSystemd: Sendable {
    private let home: TestHome
    private let folder: String

    /// - Parameter answers: whether there is a user's manager to talk to; in a container there is none.
    public init(in home: TestHome, answers: Bool = true) throws {
        self.home = home
        folder = home.root + "/bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = """
            #!/bin/sh
            [ "$1" = --user ] || exit 64
            shift
            [ "$1" = show-environment ] || [ "$1" = show ] || echo "$*" >> "\(home.root)/systemctl.log"
            [ "$1" = show ] && echo 0
            exit \(answers ? 0 : 1)

            """
        try script.write(toFile: folder + "/systemctl", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/systemctl")
    }

    /// Runs `mcp-manager` where this is systemd.
    public func manager(_ arguments: String...) async throws -> Outcome {
        var environment = home.environment
        environment["PATH"] = "\(folder):\(environment["PATH"] ?? "")"
        return try await Tool.run(Product.program("mcp-manager"), arguments, environment: environment)
    }

    /// What was asked so far, without questions.
    public var commands: [String] {
        let log = FileManager.default.contents(atPath: home.root + "/systemctl.log") ?? Data()
        return String(decoding: log, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private var units: String { home.root + "/user/.config/systemd/user" }

    /// The only unit there is; empty when there is none.
    public var unitName: String {
        (try? FileManager.default.contentsOfDirectory(atPath: units))?.first { $0.hasSuffix(".service") } ?? removedName
    }

    /// For after it was removed: what was enabled last.
    private var removedName: String {
        commands.last { $0.hasPrefix("enable") }?.split(separator: " ").last.map(String.init) ?? ""
    }

    /// Its text; `nil` when there is none.
    public var unit: String? {
        FileManager.default.contents(atPath: "\(units)/\(unitName)").map { String(decoding: $0, as: UTF8.self) }
    }

    public func write(unit text: String) throws {
        try text.write(toFile: "\(units)/\(unitName)", atomically: true, encoding: .utf8)
    }
}
