import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The `mcp-manager` that belongs to this dashboard, and what it is run with.
struct CommandProgram: Sendable {
    /// The path; `nil`: it is not installed.
    var path: String?
    /// `NAME=value`; what the commands add to it is in ``environment(columns:)``.
    var environment: [String]

    static let name = "mcp-manager"

    /// Beside our own program, else on PATH; its home is ours.
    static func live(home: String) -> CommandProgram {
        var environment: [String] = []
        var entry = environ
        while let text = entry.pointee {
            environment.append(String(cString: text))
            entry += 1
        }
        environment.removeAll { $0.hasPrefix("MCP_MANAGER_HOME=") }
        let ways = environment.first { $0.hasPrefix("PATH=") }?.dropFirst(5).split(separator: ":").map(String.init) ?? []
        let candidates = [ownFolder].compactMap(\.self) + ways.filter { $0.hasPrefix("/") }
        return CommandProgram(
            path: candidates.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 },
            environment: environment + ["MCP_MANAGER_HOME=\(home)"])
    }

    /// Runs it with these arguments; see ``CommandRun``.
    func run(
        _ arguments: [String], columns: Int, said: @escaping @Sendable ([String]) -> Void,
        ended: @escaping @Sendable (Int32) -> Void
    ) throws(ErrorReport) -> CommandRun {
        try CommandRun(
            program: installed, arguments: arguments, environment: environment(columns: columns), said: said, ended: ended)
    }

    /// Runs it with these arguments at the terminal, which must be as a shell has it; see ``TerminalRun``.
    func runAtTerminal(_ arguments: [String]) throws(ErrorReport) -> Int32 {
        try TerminalRun.run(installed, arguments, environment: environment)
    }

    private var installed: String {
        get throws(ErrorReport) {
            guard let path else {
                throw ErrorReport(
                    code: "command-missing", problem: "the program \(Self.name) is not installed beside this one or on the PATH",
                    remedy: "install mcp-manager again")
            }
            return path
        }
    }

    /// Without colours, as wide as there is room.
    func environment(columns: Int) -> [String] {
        environment.filter { !$0.hasPrefix("NO_COLOR=") && !$0.hasPrefix("COLUMNS=") } + ["NO_COLOR=1", "COLUMNS=\(columns)"]
    }

    /// Where this program lies, symbolic links resolved.
    private static var ownFolder: String? {
        #if canImport(Darwin)
            var length: UInt32 = 4096
            var path = [CChar](repeating: 0, count: Int(length))
            guard _NSGetExecutablePath(&path, &length) == 0, let resolved = realpath(path, nil) else { return nil }
        #else
            guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
        #endif
        defer { free(resolved) }
        let path = String(cString: resolved)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
