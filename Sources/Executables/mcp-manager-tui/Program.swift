import TerminalApp

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `mcp-manager-tui`: the dashboard.
@main
struct Program {
    static func main() async {
        exit(await TerminalApp.main(Array(CommandLine.arguments.dropFirst())))
    }
}
