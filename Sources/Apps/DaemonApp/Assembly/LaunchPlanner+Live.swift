import CKernel
import DaemonLaunch
import ServerExecution

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension LaunchPlanner {
    /// A planner with this machine's facts: our environment, and our own folder at the end of PATH, so that
    /// `command: mcp-manager` works wherever we are installed.
    static func live(home: HomeDirectory, shell: LoginShell) -> LaunchPlanner {
        let environment = processEnvironment()
        return LaunchPlanner(
            home: home.path, userHome: environment["HOME"] ?? "/", environment: environment,
            extraPath: executableFolder().map { [$0] } ?? [], loginShell: { shell.answer })
    }
}

extension LoginShell {
    /// The shell of the user who runs us.
    static func live(home: HomeDirectory, tools: ToolRunner) -> LoginShell {
        let environment = processEnvironment()
        return LoginShell(
            Setting(
                environment: environment, userHome: environment["HOME"] ?? "/", shell: shellInUserDatabase(),
                cache: home.stateDirectory + "/login-path"),
            tools: tools)
    }
}

/// Empty when the database does not say.
private func shellInUserDatabase() -> String {
    guard let entry = getpwuid(geteuid()), let shell = entry.pointee.pw_shell else { return "" }
    return String(cString: shell)
}

private func processEnvironment() -> [String: String] {
    guard var entry = ck_environment() else { return [:] }
    var variables: [String: String] = [:]
    while let text = entry.pointee {
        let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        entry += 1
    }
    return variables
}

/// Where this program lies; `nil` when the kernel does not say.
func executableFolder() -> String? {
    var path = [CChar](repeating: 0, count: 4096)
    guard ck_executable_path(&path, Int32(path.count)) > 0 else { return nil }
    let text = String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.lastIndex(of: "/").map { String(text[..<$0]) }
}
