import CWipe
import ServerModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the program has of the world: channels, environment, clock.
public struct ProcessContext: Sendable {
    var output: OutputChannel
    var errors: OutputChannel
    /// Whether a person can be asked.
    var inputIsTerminal: Bool
    /// One line of standard input without its end; `nil` at the end of it.
    var readAnswer: @Sendable () -> String?
    /// One line that a person types and nobody sees; `nil` after Ctrl-C and at the end of input. See ``HiddenInput``.
    var readHidden: @Sendable (_ prompt: () throws -> Void) throws -> SecretValue?
    /// Standard input to its end, byte for byte, but no more than so many; nothing when it cannot be read.
    var readInput: @Sendable (_ limit: Int) -> [UInt8]
    var environment: @Sendable (String) -> String?
    var now: @Sendable () -> Timestamp
    /// Seconds that local time is ahead of UTC at a moment.
    var secondsFromUTC: @Sendable (Timestamp) -> Int64

    /// The real ones. Ignores `SIGPIPE`: a closed pipe is an error of the write instead.
    public static func current() -> ProcessContext {
        signal(SIGPIPE, SIG_IGN)
        // Secrets are typed here.
        cw_guard_memory()
        return ProcessContext(
            output: .descriptor(STDOUT_FILENO),
            errors: .descriptor(STDERR_FILENO),
            inputIsTerminal: isatty(STDIN_FILENO) == 1,
            readAnswer: { readLine() },
            readHidden: { try HiddenInput.line(from: STDIN_FILENO, prompt: $0) },
            readInput: { readBytes(from: STDIN_FILENO, limit: $0) ?? [] },
            environment: { name in getenv(name).map { String(cString: $0) } },
            now: systemTime,
            secondsFromUTC: systemSecondsFromUTC)
    }
}

@Sendable private func systemTime() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}

@Sendable private func systemSecondsFromUTC(_ moment: Timestamp) -> Int64 {
    var seconds = time_t(moment.secondsSince1970)
    var fields = tm()
    guard localtime_r(&seconds, &fields) != nil else { return 0 }
    return Int64(fields.tm_gmtoff)
}
