import CKernel
import Testing

@testable import DaemonLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(1)))
struct `A daemon that hangs` {
    #if os(Linux)
        @Test(.temporaryDirectory) func `is told from one that is away, without waiting for ever`() throws {
            let path = TemporaryDirectory.path + "/s"
            let listener = try listen(at: path)
            defer { close(listener) }
            // Nobody accepts; the queue takes a few.
            var waiting: [Int32] = []
            defer { for descriptor in waiting { close(descriptor) } }
            let failure = #expect(throws: LaunchFailure.self) {
                while let next = try UnixSocket.connect(path, patience: 20) { waiting.append(next) }
            }
            #expect(failure?.isHung == true)
            #expect(!waiting.isEmpty)
        }
    #endif

    private func listen(at path: String) throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #if canImport(Glibc)
            try #require(bound == 0 && Glibc.listen(descriptor, 1) == 0)
        #elseif canImport(Musl)
            try #require(bound == 0 && Musl.listen(descriptor, 1) == 0)
        #else
            try #require(bound == 0 && Darwin.listen(descriptor, 1) == 0)
        #endif
        return descriptor
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `The process of a daemon` {
    private var home: HomeDirectory { HomeDirectory(path: TemporaryDirectory.path + "/home") }

    @Test(.temporaryDirectory) func `is named by the lock it holds, and only while it holds it`() throws {
        try home.prepare()
        try TemporaryDirectory.write("\(getpid())\n", to: "home/run/daemon.lock")
        #expect(DaemonProcess.holding(home) == nil)
        let lock = open(home.daemonLock, O_RDWR)
        #expect(flock(lock, LOCK_EX) == 0)
        let daemon = try #require(DaemonProcess.holding(home))
        #expect(daemon.id == getpid() && !daemon.isEnding)
        close(lock)
        #expect(DaemonProcess.holding(home) == nil)
    }

    @Test(.temporaryDirectory) func `is waited for until it ends, or not so long`() throws {
        try home.prepare()
        let process = try spawnSleeper()
        try TemporaryDirectory.write("\(process)\n", to: "home/run/daemon.lock")
        let lock = open(home.daemonLock, O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX) == 0)
        let daemon = try #require(DaemonProcess.holding(home))
        #expect(!daemon.hasEnded(within: 1))
        daemon.terminate()
        #expect(daemon.hasEnded(within: 30_000))
        waitpid(process, nil, 0)
    }

    /// With signals as any program finds them, whatever this thread blocks.
    private func spawnSleeper() throws -> pid_t {
        let null = open("/dev/null", O_RDWR)
        defer { close(null) }
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
        defer { for argument in arguments { free(argument) } }
        let spawned = arguments.withUnsafeBufferPointer { arguments in
            "/bin/sleep".withCString { executable in
                var request = ck_spawn_request()
                request.executable = executable
                request.arguments = arguments.baseAddress
                request.environment = ck_environment()
                (request.standard_input, request.standard_output, request.standard_error) = (null, null, null)
                (request.descriptor3, request.control_group) = (-1, -1)
                return ck_spawn(&request)
            }
        }
        try #require(spawned.error == 0)
        return spawned.process
    }
}
