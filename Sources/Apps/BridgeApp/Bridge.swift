import CKernel
import DaemonLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `mcp-connect`: an MCP client's standard input and output on one side, the daemon's session socket on the other.
///
/// It is what every client starts instead of the server, once per client and server, so it is small: no Foundation, no threads.
/// What it adds to a pipe is memory: when the daemon goes away it starts it again and goes on where the client was.
public enum Bridge {
    /// Runs the command line `arguments`, the program's name first, until the client has gone. The exit code.
    public static func run(arguments: [String]) -> Int32 {
        switch BridgeCommand(arguments: Array(arguments.dropFirst())) {
        case .help:
            print(Words.usage, terminator: "")
            return 0
        case .version:
            print("mcp-connect \(Words.version)")
            return 0
        case .misuse(let problem):
            StandardError.write("mcp-connect: \(problem) — run 'mcp-connect --help'\n")
            return 2
        case .connect(let options):
            ck_open_standard_descriptors()
            ck_economize_memory()
            let home = HomeDirectory.resolved(option: options.home) { name in getenv(name).map { String(cString: $0) } }
            return BridgeLoop(session: BridgeSession(options: options, processID: getpid()), home: home).run()
        }
    }
}
