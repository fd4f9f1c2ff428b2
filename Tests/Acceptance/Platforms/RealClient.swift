import Foundation
import ServerModel
import TestSupport
import Testing

/// An AI client, or what reads the files of AI clients, in an environment of `Tests/Acceptance/Environments`.
///
/// Each runs in the user's home and knows nothing of ours: whatever it finds, it has from its own file.
enum RealClient: String, Sendable {
    case codex
    case claude
    /// The SDK of Claude Code, by the script `claude_client.py`.
    case claudeSDK
    case kimi
    case fastmcp
    case mcpm

    /// Its program; a failure with the remedy when it is missing.
    func program() throws -> String {
        guard let path else { throw TestFailure("\(rawValue) is missing; run 'make setup-tests'") }
        return path
    }

    fileprivate var path: String? {
        let path: String? =
            switch self {
            case .codex: Self.package("codex", "codex_cli_bin/bin/codex")
            case .claude: Self.package("claude", "claude_agent_sdk/_bundled/claude")
            case .claudeSDK: "\(Self.environments)/claude/bin/python"
            case .kimi, .fastmcp, .mcpm: "\(Self.environments)/\(rawValue)/bin/\(rawValue)"
            }
        return path.flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }
    }

    private static let environments = "\(Product.repository)/.venvs"

    /// A file of a package, wherever its Python keeps packages.
    private static func package(_ environment: String, _ file: String) -> String? {
        let libraries = "\(environments)/\(environment)/lib"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries)) ?? []
        return versions.first { $0.hasPrefix("python3") }.map { "\(libraries)/\($0)/site-packages/\(file)" }
    }

    // MARK: Running

    /// Runs it to its end; it must succeed.
    @discardableResult
    func succeed(
        _ arguments: String..., in home: TestHome, adding variables: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await Tool.run(
            "/bin/sh", Self.fromHome + [program()] + arguments,
            environment: Self.environment(in: home).merging(variables) { $1 }, within: .seconds(120))
        try #require(
            outcome.succeeded, "\(rawValue) \(arguments.joined(separator: " ")): \(outcome)\n\(home.story)",
            sourceLocation: sourceLocation)
        return outcome
    }

    /// Starts it to be spoken to by lines.
    func conversation(_ arguments: String..., in home: TestHome) throws -> LineProcess {
        try LineProcess("/bin/sh", Self.fromHome + [program()] + arguments, environment: Self.environment(in: home))
    }

    /// The shell's words for running the words behind them in the user's home.
    private static let fromHome = ["-c", #"cd "$HOME" && exec "$0" "$@""#]

    /// As somebody has it who only logged in.
    private static func environment(in home: TestHome) -> [String: String] {
        var environment = home.environment
        environment["MCP_MANAGER_HOME"] = nil
        // Tables are as wide as they must be.
        environment["COLUMNS"] = "400"
        return environment.merging(quiet) { $1 }
    }

    /// Without this Claude Code reports home and looks for a newer one, and there is no network.
    static let quiet = ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1"]
}

extension Trait where Self == ConditionTrait {
    /// Skips the test where a client is missing, except in CI.
    static func needs(_ clients: RealClient...) -> Self {
        let missing = clients.filter { $0.path == nil }
        let isCI = ProcessInfo.processInfo.environment["CI"].map { !$0.isEmpty } ?? false
        return .enabled(
            if: missing.isEmpty || isCI,
            "missing: \(missing.map(\.rawValue).joined(separator: ", ")); 'make setup-tests' installs it")
    }
}
