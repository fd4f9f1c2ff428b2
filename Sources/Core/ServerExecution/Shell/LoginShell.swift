import NIOCore
import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Knows `PATH` as the user's login shell sees it.
///
/// A desktop starts programs with a `PATH` of its own, and what the user installed is often not on it. So the shell is asked, when
/// the first server needs it, and again when one of the files it reads at its start has changed. The answer is kept for the daemon's
/// next life. An answer that did not come is not: the next daemon tries again.
public final class LoginShell: Sendable {
    /// Everything the shell and its files are found by.
    public struct Setting: Sendable {
        /// The daemon's.
        public var environment: [String: String]
        /// Absolute.
        public var userHome: String
        /// What the user database says; `$SHELL` goes before it.
        public var shell: String
        /// The file in which the answer is kept; absolute.
        public var cache: String
        public var deadline = TimeAmount.seconds(5)

        public init(environment: [String: String], userHome: String, shell: String, cache: String) {
            self.environment = environment
            self.userHome = userHome
            self.shell = shell
            self.cache = cache
        }
    }

    private enum State {
        case unknown
        case asking([CheckedContinuation<ShellAnswer, Never>])
        case known(ShellAnswer, fingerprint: String)
    }

    private let setting: Setting
    private let tools: ToolRunner
    private let files: FileFacts
    private let state = Mutex(State.unknown)

    public init(_ setting: Setting, tools: ToolRunner, files: FileFacts = .live) {
        self.setting = setting
        self.tools = tools
        self.files = files
    }

    /// The answer, if it is known and the shell's files are as they were then; otherwise `nil`. Never waits: it costs one look at
    /// each of those files.
    public var answer: ShellAnswer? {
        if setting.environment["MCP_MANAGER_SHELL_PATH"] == "off" { return .notAsked }
        let fingerprint = fingerprint
        return state.withLock { state in
            switch state {
            case .asking: return nil
            case .known(let answer, fingerprint): return answer
            case .known, .unknown:
                guard let kept = kept(fingerprint) else { return nil }
                state = .known(kept, fingerprint: fingerprint)
                return kept
            }
        }
    }

    /// The answer; asks the shell if it is not known, once for all who wait.
    public func ask() async -> ShellAnswer {
        if let answer { return answer }
        return await withCheckedContinuation { continuation in
            let isFirst = state.withLock { state in
                guard case .asking(let waiting) = state else {
                    state = .asking([continuation])
                    return true
                }
                state = .asking(waiting + [continuation])
                return false
            }
            if isFirst { Task { await self.find() } }
        }
    }

    private func find() async {
        // Taken before: what changes while the shell reads is asked about again.
        let fingerprint = fingerprint
        let answer = await askShell()
        keep(answer, fingerprint)
        let waiting = state.withLock { state in
            defer { state = .known(answer, fingerprint: fingerprint) }
            if case .asking(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume(returning: answer) }
    }

    private var shell: String {
        setting.environment["SHELL"].flatMap { $0.isEmpty ? nil : $0 } ?? setting.shell
    }

    private func askShell() async -> ShellAnswer {
        guard let question = ShellQuestion(shell: shell, files: files) else {
            return .failed("\(shell.isEmpty ? "the user's login shell" : shell) is no shell that could be asked")
        }
        let plan = LaunchPlan(
            executable: question.shell, arguments: question.arguments,
            environment: ShellQuestion.environment(
                from: setting.environment, userHome: setting.userHome, shell: question.shell),
            workingDirectory: files.isDirectory(setting.userHome) ? setting.userHome : "/")
        do {
            let outcome = try await tools.run(plan, deadline: setting.deadline)
            if let path = ShellQuestion.answer(in: outcome.output.joined(separator: "\n")) {
                return .path(path, shell: question.shell)
            }
            if outcome.isOverdue {
                return .failed("\(question.shell) did not say its PATH within \(setting.deadline.nanoseconds / 1_000_000_000) s")
            }
            let lastWords = outcome.errors.last.map { ": \($0)" } ?? ""
            return .failed("\(question.shell) did not say its PATH (\(outcome.status.words))\(lastWords)")
        } catch {
            return .failed("\(question.shell) cannot be asked: \((error as? LaunchError)?.problem ?? "\(error)")")
        }
    }

    // MARK: From one life to the next

    /// Changes when the shell does, or a file it reads at its start.
    private var fingerprint: String {
        let files = ShellQuestion.startupFiles(userHome: setting.userHome, environment: setting.environment)
        var hash = ContentHash()
        hash.add(shell)
        for file in files {
            var facts = stat()
            guard stat(file, &facts) == 0 else { continue }
            #if canImport(Darwin)
                let modified = facts.st_mtimespec
            #else
                let modified = facts.st_mtim
            #endif
            hash.add("\(file) \(facts.st_size) \(modified.tv_sec).\(modified.tv_nsec)")
        }
        return hash.text
    }

    /// What an earlier daemon was told, if it holds still.
    private func kept(_ fingerprint: String) -> ShellAnswer? {
        guard let text = SmallFile.text(of: setting.cache) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines[0] == fingerprint, !lines[1].isEmpty else { return nil }
        return .path(String(lines[1]), shell: shell)
    }

    /// Only answers: why there was none may be over by the next time. A cache that cannot be written is none.
    private func keep(_ answer: ShellAnswer, _ fingerprint: String) {
        guard case .path(let path, _) = answer, !path.contains("\n") else { return }
        _ = SmallFile.replace(setting.cache, with: "\(fingerprint)\n\(path)\n")
    }
}
