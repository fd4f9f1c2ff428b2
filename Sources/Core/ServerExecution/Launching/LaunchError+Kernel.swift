import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the kernel's refusals mean.
extension LaunchError {
    static func noReaper(errno: Int32) -> LaunchError { .exhausted("watch processes", errno) }
    static func noPipes(errno: Int32) -> LaunchError { .exhausted("make pipes for a process", errno) }

    /// `step` is one of `ck_spawn_step`.
    static func refused(_ plan: LaunchPlan, step: Int32, errno: Int32) -> LaunchError {
        if UInt32(step) == CK_SPAWN_STEP_DIRECTORY.rawValue {
            return .directory(plan.workingDirectory, reason: reason(errno))
        }
        guard UInt32(step) == CK_SPAWN_STEP_PROGRAM.rawValue else { return .exhausted("start a process", errno) }
        let program = plan.executable
        return switch errno {
        case ENOENT:
            LaunchError(
                code: "command-not-found",
                problem: "'\(program)' cannot be run: it, or the interpreter named in its first line, does not exist",
                remedy: "check execution.local.command, and the first line of the program if it is a script")
        case EACCES, EPERM:
            LaunchError(
                code: "not-executable", problem: "'\(program)' must not be executed: \(reason(errno))",
                remedy: "run 'chmod +x \(program)', or name the program that runs it as execution.local.command")
        case ENOEXEC:
            LaunchError(
                code: "not-executable", problem: "'\(program)' is not a program for this machine, and has no '#!' line",
                remedy: "put '#!' and its interpreter in the first line, or name the interpreter as execution.local.command")
        case E2BIG:
            LaunchError(
                code: "spawn-failed", problem: "the arguments and environment of '\(program)' are too long",
                remedy: "shorten execution.local.args or environment")
        default:
            LaunchError(
                code: "spawn-failed", problem: "'\(program)' could not be started: \(reason(errno))",
                remedy: "try the same command in a shell")
        }
    }

    static func directory(_ path: String, reason: String) -> LaunchError {
        LaunchError(
            code: "directory-not-found", problem: "the working directory '\(path)' cannot be entered: \(reason)",
            remedy: "make the directory, or correct execution.local.cwd or source_dir")
    }

    private static func exhausted(_ what: String, _ errno: Int32) -> LaunchError {
        LaunchError(
            code: "spawn-failed", problem: "cannot \(what): \(reason(errno))",
            remedy: "stop servers that are not needed, or raise the limits ('ulimit -n', 'ulimit -u') and restart the daemon")
    }

    private static func reason(_ errno: Int32) -> String { String(cString: strerror(errno)).lowercased() }
}
