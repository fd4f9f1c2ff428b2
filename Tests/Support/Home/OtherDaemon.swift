import Foundation

/// A daemon of another version: it holds the lock, says who it is, and ends when it is told to. In Python, as ours is one version.
///
/// Or one that takes long to start: it holds the lock, and cannot be reached.
public final class OtherDaemon: Sendable {
    private let process: LineProcess

    private static let program = """
        import fcntl, json, os, signal, socket, sys, threading
        home, version = sys.argv[1:]
        lock = open(home + "/run/daemon.lock", "w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(f"{os.getpid()}\\n")
        lock.flush()
        if version == "starting":
            signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
            print("ready", flush=True)
            while True: signal.pause()
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(home + "/run/control.sock")
        listener.listen()
        print("ready", flush=True)
        info = json.dumps(dict(version=version, processID=os.getpid(), home=home, startedAt="2026-11-22T15:44:57.204Z",
                               servers=0, sessions=0, more="than you know"))
        def serve(connection):
            request = connection.recv(65536).decode()
            line = request.split("\\r\\n")[0]
            if "/events" in line:
                connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\nConnection: close\\r\\n\\r\\n: hello\\n\\n")
            elif "/daemon/stop" in line:
                connection.sendall(b"HTTP/1.1 202 Accepted\\r\\nContent-Length: 0\\r\\n\\r\\n")
                os.unlink(home + "/run/control.sock")
                os._exit(0)
            else:
                connection.sendall(f"HTTP/1.1 200 OK\\r\\nContent-Length: {len(info)}\\r\\nConnection: close\\r\\n\\r\\n{info}".encode())
                connection.close()
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """

    /// One that is still starting.
    public convenience init(startingIn home: TestHome) async throws { try await self.init("starting", in: home) }

    /// Returns once it can be reached.
    public init(_ version: String, in home: TestHome) async throws {
        try FileManager.default.createDirectory(
            atPath: "\(home.path)/run", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let python = Tool.path(of: "python3") else { throw TestFailure("python3 is missing") }
        process = try LineProcess(python, ["-c", Self.program, home.path, version], environment: home.environment)
        _ = try await process.line()
    }

    /// Whether it has ended; waits for that a while.
    public func hasEnded() async throws -> Bool { try await process.finish() == .code(0) }
}
