import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where everything of one manager lives: definitions, logs, sockets. One daemon per home.
public struct HomeDirectory: Sendable, Hashable {
    /// Absolute, without a slash at its end.
    public let path: String

    /// A relative `path` starts at the present working directory.
    public init(path: String) {
        var absolute = path
        if !path.hasPrefix("/") { absolute = (Self.workingDirectory ?? "") + "/" + path }
        let parts = absolute.split(separator: "/").filter { $0 != "." }
        self.path = "/" + parts.joined(separator: "/")
    }

    /// The home that was asked for: `--home`, else `MCP_MANAGER_HOME`, else `~/.mcp_servers`.
    public static func resolved(option: String?, environment: (String) -> String?) -> HomeDirectory {
        if let option, !option.isEmpty { return HomeDirectory(path: option) }
        if let home = environment("MCP_MANAGER_HOME"), !home.isEmpty { return HomeDirectory(path: home) }
        return HomeDirectory(path: userHome(environment) + "/.mcp_servers")
    }

    /// The definitions, `NAME.yaml`, and beside each the server's own directory.
    public var serversDirectory: String { path + "/servers" }
    /// One directory for each server, and the daemon's own log.
    public var logsDirectory: String { path + "/logs" }
    /// Copies of what was removed or replaced.
    public var backupsDirectory: String { path + "/backups" }
    /// What the daemon remembers from one life to the next.
    public var stateDirectory: String { path + "/state" }
    /// The calls of tools that went through the daemon.
    public var callHistory: String { stateDirectory + "/history.sqlite" }

    /// Where the sockets are: `run/`, or a directory in `/tmp` when their paths would be too long for the kernel.
    public var socketDirectory: String {
        let standard = path + "/run"
        guard "\(standard)/sessions.sock".utf8.count > Self.longestSocketPath else { return standard }
        return "/tmp/mcp-manager-\(geteuid())-\(digest)"
    }

    /// HTTP for the command line and the dashboard.
    public var controlSocket: String { socketDirectory + "/control.sock" }
    /// The sessions of clients, through `mcp-connect`.
    public var sessionsSocket: String { socketDirectory + "/sessions.sock" }
    /// Locked by the daemon as long as it lives.
    public var daemonLock: String { path + "/run/daemon.lock" }
    /// Locked by whoever starts the daemon.
    public var launchLock: String { path + "/run/launch.lock" }
    /// Holds the daemon's process id while it runs.
    public var daemonPID: String { path + "/run/daemon.pid" }
    /// What the daemon says to people who look for trouble.
    public var daemonLog: String { logsDirectory + "/daemon.log" }

    /// Whether this is the home that programs use when nobody says otherwise.
    public func isStandard(environment: (String) -> String?) -> Bool {
        self == Self.resolved(option: nil) { $0 == "HOME" ? environment($0) : nil }
    }

    /// 16 digits that name this home where its path cannot.
    var digest: String { hexadecimal(fnv1a(path)) }

    /// `sun_path` holds 104 bytes on macOS and 108 on Linux, a NUL at its end; some room for names to come.
    private static let longestSocketPath = 100

    private static var workingDirectory: String? {
        guard let text = getcwd(nil, 0) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    /// `$HOME`, else what the user database says.
    private static func userHome(_ environment: (String) -> String?) -> String {
        if let home = environment("HOME"), home.hasPrefix("/") { return home }
        guard let entry = getpwuid(geteuid()), let directory = entry.pointee.pw_dir else { return "/" }
        return String(cString: directory)
    }
}

/// FNV-1a, 64 bits: short names from long paths, the same in every program.
private func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// 16 digits.
private func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
