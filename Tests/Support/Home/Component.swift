import Foundation
import Testing

/// Something from outside the package that a test needs.
///
/// Where one is missing, the tests that need it are skipped and say so; with `CI` set they run, and fail.
public enum Component: String, Sendable, CaseIterable {
    case tmux
    case git
    case python = "python3"
    /// A session bus, a keyring on it, and what asks them.
    case dbus = "dbus-daemon"
    case gdbus
    case gnomeKeyring = "gnome-keyring-daemon"
    case secretTool = "secret-tool"
    /// A screen nobody sees, what shows notifications on it, and what most desktops send them with.
    case xvfb = "Xvfb"
    case dunst
    case notifySend = "notify-send"
    /// Runs a program as another group, so that a test can see what the kernel makes of it.
    case setpriv
    /// The Python environments of `Tests/Acceptance/Environments`.
    case timeServer = "time"
    case gitServer = "git server"
    case sdk2
    case sdk1
    case fastmcp
    /// Python's `keyring`.
    case keyring
    /// Prometheus's client for Python, whose parser is strict.
    case prometheus

    /// The program it stands for; a failure with the remedy when it is missing.
    public func program() throws -> String {
        guard let path else { throw TestFailure("\(rawValue) is missing; run 'make setup-tests'") }
        return path
    }

    var path: String? {
        switch self {
        case .tmux, .git, .python, .dbus, .gdbus, .gnomeKeyring, .secretTool, .xvfb, .dunst, .notifySend, .setpriv:
            Tool.path(of: rawValue)
        case .timeServer: environment("time", "mcp-server-time")
        case .gitServer: environment("git", "mcp-server-git")
        case .sdk2: environment("sdk2", "python")
        case .sdk1: environment("sdk1", "python")
        case .fastmcp: environment("fastmcp", "python")
        case .keyring: environment("keyring", "python")
        case .prometheus: environment("prometheus", "python")
        }
    }

    private func environment(_ name: String, _ program: String) -> String? {
        let path = "\(Product.repository)/.venvs/\(name)/bin/\(program)"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips the test where a component is missing, except in CI.
    public static func needs(_ components: Component...) -> Self {
        let missing = components.filter { $0.path == nil }
        let isCI = ProcessInfo.processInfo.environment["CI"].map { !$0.isEmpty } ?? false
        return .enabled(
            if: missing.isEmpty || isCI,
            "missing: \(missing.map(\.rawValue).joined(separator: ", ")); 'make setup-tests' installs it")
    }
}
