import NIOCore
import ServerModel
import Synchronization

/// A command of the user's own, such as one that fetches a secret.
extension ToolRunner {
    /// How it ended, and all it wrote on its standard output; what it wrote elsewhere is nobody's business.
    public struct Answer: Sendable {
        /// For people: `exit 1`.
        public var ending: String
        public var isSuccess: Bool
        /// It was killed because its time was up.
        public var isOverdue: Bool
        /// Valid UTF-8, lines joined by newlines.
        public var output: String
    }

    /// Runs a plan of `LaunchPlanner.plan(forCommand:)` to its end. Throws a ``LaunchError`` when it cannot be started.
    public func answer(of plan: LaunchPlan, deadline: Duration) async throws -> Answer {
        let lines = Lines()
        let outcome = try await run(
            plan, deadline: .nanoseconds(deadline.wholeNanoseconds),
            output: { line in lines.all.withLock { $0.append(String(line.dropFirst(QuotedOutput.mark.count))) } })
        return Answer(
            ending: outcome.status.words, isSuccess: outcome.succeeded, isOverdue: outcome.isOverdue,
            output: lines.all.withLock { $0.joined(separator: "\n") })
    }
}

private final class Lines: Sendable {
    let all = Mutex<[String]>([])
}

/// Output with a mark before each line, for blank lines are not heard otherwise, and a key may have some.
private enum QuotedOutput {
    static let mark = "="

    /// Runs its arguments; the status is theirs. What they write is at no time an argument of anything.
    static let script = """
        text=$("$@"; status=$?; echo .; exit $status); status=$?
        printf %s "${text%.}" | sed 's/^/\(mark)/'
        exit $status
        """
}

extension LaunchPlanner {
    /// What the daemon found in its environment.
    public var daemonEnvironment: [String: String] { environment }

    /// A command as the user would run it at a prompt: their environment, their PATH, in their home; for `ToolRunner.answer(of:deadline:)`.
    /// Throws when there is no such program.
    public func plan(forCommand words: [String]) throws(LaunchError) -> LaunchPlan {
        let path = SearchPath(shell: loginShell() ?? .notAsked, daemon: environment["PATH"], extra: extraPath)
        let name = words.first ?? ""
        let program = name.contains("/") ? name : try found(name, in: path.directories, key: "secrets[].from")
        var variables = environment
        variables["PATH"] = path.text
        variables["HOME"] = environment["HOME"] ?? userHome
        return LaunchPlan(
            executable: "/bin/sh", arguments: ["-c", QuotedOutput.script, "sh", program] + words.dropFirst(),
            environment: variables,
            workingDirectory: files.isDirectory(userHome) ? userHome : "/")
    }
}

extension Duration {
    /// A few centuries fit.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
