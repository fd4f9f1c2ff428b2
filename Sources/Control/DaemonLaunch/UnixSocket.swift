import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

enum UnixSocket {
    /// A connection to the socket at `path`; `nil` when nobody listens there.
    ///
    /// Throws ``LaunchFailure/isHung`` when somebody listens, but has let so many wait that nobody can join them for
    /// `patience` milliseconds.
    static func connect(_ path: String, patience: Int) throws(LaunchFailure) -> Int32? {
        guard var address = address(of: path) else {
            throw LaunchFailure(
                code: "daemon-unreachable", problem: "the path '\(path)' is too long for a socket",
                remedy: "choose a shorter home with '--home PATH' or MCP_MANAGER_HOME")
        }
        let descriptor = makeSocket()
        guard descriptor >= 0 else { throw .unreachable(path, errno: errno) }
        // On Linux connect(2) waits for a place in a full queue as long as sending may take (unix(7)); elsewhere it does not wait.
        setPatience(descriptor, milliseconds: patience)
        let result = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                var result: Int32
                repeat {
                    #if canImport(Glibc)
                        result = Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
                    #elseif canImport(Musl)
                        result = Musl.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
                    #else
                        result = Darwin.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
                    #endif
                } while result != 0 && errno == EINTR
                return result
            }
        }
        guard result == 0 else {
            let error = errno
            close(descriptor)
            // No such file or directory: never started. Refused: it died and left its socket behind.
            if error == ENOENT || error == ECONNREFUSED || error == ENOTDIR { return nil }
            if error == EAGAIN { throw .hung(path) }
            throw .unreachable(path, errno: error)
        }
        setPatience(descriptor, milliseconds: 0)
        guard ck_peer_uid(descriptor) == Int64(geteuid()) else {
            close(descriptor)
            throw LaunchFailure(
                code: "daemon-unreachable", problem: "the daemon at '\(path)' belongs to another user",
                remedy: "choose a home of your own with '--home PATH' or MCP_MANAGER_HOME")
        }
        return descriptor
    }

    /// How long sending may wait; 0: for ever.
    private static func setPatience(_ descriptor: Int32, milliseconds: Int) {
        var limit = timeval()
        limit.tv_sec = .init(milliseconds / 1000)
        limit.tv_usec = .init(milliseconds % 1000 * 1000)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    private static func makeSocket() -> Int32 {
        #if canImport(Glibc)
            return socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #elseif canImport(Musl)
            return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
            if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            return descriptor
        #endif
    }

    /// `nil` when `path` does not fit.
    private static func address(of path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard bytes.count < buffer.count else { return false }
            buffer.copyBytes(from: bytes)
            return true
        }
        return fits ? address : nil
    }
}

extension LaunchFailure {
    /// Whether a daemon is there that takes nobody in.
    public var isHung: Bool { code == "daemon-hung" }

    fileprivate static func hung(_ path: String) -> LaunchFailure {
        LaunchFailure(
            code: "daemon-hung", problem: "the daemon at '\(path)' hangs: it takes no more connections",
            remedy: "end its process; the next command starts a new one")
    }

    fileprivate static func unreachable(_ path: String, errno: Int32) -> LaunchFailure {
        LaunchFailure(
            code: "daemon-unreachable", problem: "the daemon cannot be reached at '\(path)': \(reason(errno))",
            remedy: "check the permissions of the directory, or stop the daemon with 'mcp-manager daemon stop'")
    }
}
