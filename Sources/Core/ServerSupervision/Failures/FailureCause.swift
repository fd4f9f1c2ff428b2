import ServerModel

/// Why a run ended, as far as its last words tell, and what to do about it. Pure: lines in, words out.
///
/// What is told must be true: a line that only looks like a cause is left alone, and the log is always named as well.
struct FailureCause: Hashable {
    /// As the rest of a sentence: `the Python module 'requests' is missing`. May hold foreign text.
    var problem: String
    var remedy: String

    /// `lines`: the end of stderr, oldest first. `path`: the PATH it ran with. `isOutOfMemory`: the kernel ran out of memory while it
    /// ran, and ended processes. `nil`: nothing is known.
    static func found(
        for status: ExitStatus, in lines: [String], path: String = "", isOutOfMemory: Bool = false
    ) -> FailureCause? {
        if status == .signal(9), isOutOfMemory { return killedForMemory }
        // The newest line that explains something: what was said before may have been overcome.
        for line in lines.reversed() {
            if let cause = cause(in: line, path: path) { return cause }
        }
        return byStatus(status, path: path)
    }

    /// We ended it: it used more than its definition allows.
    static func limit(_ problem: String) -> FailureCause {
        FailureCause(
            problem: problem, remedy: "raise its limit, or find out what it keeps ('mcp-manager top')")
    }

    private static let killedForMemory = FailureCause(
        problem: "the machine ran out of memory and the kernel ended it",
        remedy: "stop what is not needed ('mcp-manager top'), or give it a limit with 'execution.limits.memory'")

    private static func byStatus(_ status: ExitStatus, path: String) -> FailureCause? {
        switch status {
        case .code(126):
            FailureCause(
                problem: "its command may not be executed",
                remedy: "run 'chmod +x' on the program, and check the interpreter in its first line")
        case .code(127): missingCommand(nil, path)
        case .signal(4), .signal(7), .signal(8), .signal(10), .signal(11):
            FailureCause(
                problem: "it crashed in native code",
                remedy: "update it and the libraries it uses; its own makers would like to hear of it")
        case .code, .signal, .disconnected: nil
        }
    }

    static func missingCommand(_ name: String?, _ path: String) -> FailureCause {
        FailureCause(
            problem: (name.map { "the command '\($0)' was not found" } ?? "a command it uses was not found")
                + (path.isEmpty ? "" : " on the PATH: \(path)"),
            remedy: "install \(name.map { "'\($0)'" } ?? "it"), or write its full path in the definition")
    }
}
