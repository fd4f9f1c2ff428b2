import ModelContextProtocol
import ModelContextServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The built-in `demo` MCP server: something to try the manager with, and with its options a server of every bad habit there is.
public enum DemoServer {
    /// Its version, as it introduces itself.
    public static let version = "0.1.0"

    /// Serves on standard input and output until the input ends; returns the exit code (0, or 2 for options it does not know).
    ///
    /// `arguments` are those behind the program's (and the subcommand's) name.
    public static func run(arguments: [String]) async -> Int32 {
        let errors = LineWriter(descriptor: 2)
        let options: DemoOptions
        do {
            options = try DemoOptions(arguments)
        } catch {
            errors.write("demo: \(error.problem); \(error.remedy)")
            return 2
        }
        if options.wantsHelp {
            LineWriter(descriptor: 1).write(DemoOptions.help)
            return 0
        }
        // Standard error is a pipe to whoever started us; its end must not kill us.
        signal(SIGPIPE, SIG_IGN)
        if options.ignoresTermination { signal(SIGTERM, SIG_IGN) }
        if let text = options.standardErrorText { errors.write(text) }
        if let code = options.exitCode {
            errors.write("demo: giving up at once, as asked")
            return code
        }
        let children = Offspring.start(options.children)
        let hasDaemon = options.startsDaemon && Offspring.startDaemon()
        if children < options.children || hasDaemon != options.startsDaemon {
            errors.write("demo: not all the processes that were asked for could be started")
        }
        await RunningDemo(options: options, errors: errors).run()
        return 0
    }
}
