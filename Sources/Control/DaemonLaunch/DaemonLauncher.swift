import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds the daemon of a home, and starts it if nobody answers.
///
/// However many programs ask at once, one daemon is started: they queue at a lock, and the second finds what the first started.
/// Nothing here polls; the new daemon tells through a pipe that its sockets listen.
public enum DaemonLauncher {
    /// Which of the daemon's doors.
    public enum Socket: Sendable {
        /// HTTP, for the command line and the dashboard.
        case control
        /// MCP sessions.
        case sessions

        func path(in home: HomeDirectory) -> String {
            switch self {
            case .control: home.controlSocket
            case .sessions: home.sessionsSocket
            }
        }
    }

    /// A connected, blocking stream socket, closed by exec; it belongs to the caller.
    ///
    /// With `launch`, a daemon is started if none answers, which takes at most 20 seconds. Throws when none can be reached.
    public static func connect(to socket: Socket, home: HomeDirectory, launch: Bool) throws(LaunchFailure) -> Int32 {
        try connect(to: socket, home: home, launch: launch, deadline: 20_000, executable: daemonExecutable)
    }

    /// The path of `mcp-managerd`: beside this program, else `MCP_MANAGERD`, else on PATH.
    public static func daemonExecutable() throws(LaunchFailure) -> String {
        let name = "mcp-managerd"
        var candidates: [String] = []
        if let directory = executableDirectory { candidates.append("\(directory)/\(name)") }
        if let path = getenv("MCP_MANAGERD") { candidates.append(String(cString: path)) }
        if let path = getenv("PATH") {
            candidates += String(cString: path).split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
        }
        guard let found = candidates.first(where: { $0.hasPrefix("/") && access($0, X_OK) == 0 }) else {
            throw LaunchFailure(
                code: "daemon-not-found",
                problem: "the daemon's program, \(name), is not installed beside this one or on the PATH",
                remedy: "install mcp-manager again, or set MCP_MANAGERD to the full path of \(name)")
        }
        return found
    }

    /// Milliseconds that a daemon may let us wait at its door.
    private static let patience = 5_000

    /// `deadline` in milliseconds.
    static func connect(
        to socket: Socket, home: HomeDirectory, launch: Bool, deadline: Int32, executable: () throws(LaunchFailure) -> String
    ) throws(LaunchFailure) -> Int32 {
        let path = socket.path(in: home)
        if let connection = try reach(path, home) { return connection }
        guard launch else {
            throw LaunchFailure(
                code: "daemon-not-running", problem: "the daemon of '\(home.path)' does not run",
                remedy: "run 'mcp-manager daemon start'")
        }
        try home.prepare()
        let lock = try takeLock(home)
        // Closing it lets the next one in.
        defer { close(lock) }
        if let connection = try reach(path, home) { return connection }
        let program = try executable()
        try DaemonStart(program: program, home: home).run(deadline: deadline)
        if let connection = try reach(path, home) { return connection }
        throw LaunchFailure(
            code: "daemon-failed", problem: "the daemon started, but does not answer at '\(path)'",
            remedy: "look into '\(home.daemonLog)'")
    }

    /// A connection; `nil` when nobody listens. A daemon that hangs is named, so that it can be ended.
    private static func reach(_ path: String, _ home: HomeDirectory) throws(LaunchFailure) -> Int32? {
        do {
            return try UnixSocket.connect(path, patience: patience)
        } catch {
            guard error.isHung, let process = DaemonProcess.holding(home) else { throw error }
            var failure = error
            failure.problem = "the daemon of '\(home.path)', process \(process.id), hangs: it takes no more connections"
            failure.remedy = "run 'kill -9 \(process.id)'; the next command starts a new one"
            throw failure
        }
    }

    private static func takeLock(_ home: HomeDirectory) throws(LaunchFailure) -> Int32 {
        let lock = ck_open_append(home.launchLock)
        var result = lock < 0 ? -1 : flock(lock, LOCK_EX)
        while lock >= 0, result != 0, errno == EINTR { result = flock(lock, LOCK_EX) }
        guard result == 0 else {
            let error = lock < 0 ? -lock : errno
            if lock >= 0 { close(lock) }
            throw LaunchFailure(
                code: "no-home", problem: "the file '\(home.launchLock)' cannot be locked: \(reason(error))",
                remedy: "choose a home on a local disk with '--home PATH' or MCP_MANAGER_HOME")
        }
        return lock
    }

    /// Where this program is, symbolic links resolved.
    private static var executableDirectory: String? {
        let path = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer -> String? in
            guard let base = buffer.baseAddress, ck_executable_path(base, Int32(buffer.count)) > 0 else { return nil }
            return String(cString: base)
        }
        guard let path, let slash = path.lastIndex(of: "/") else { return nil }
        return String(path[..<slash])
    }
}
