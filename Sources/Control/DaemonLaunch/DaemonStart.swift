import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One attempt to start the daemon, made by whoever holds the launch lock.
struct DaemonStart {
    var program: String
    var home: HomeDirectory

    /// The daemon's descriptor 3, through which it says `ok`, or `CODE\tPROBLEM\tREMEDY`.
    private static let readyDescriptor = 3
    private static let longestReport = 8192

    /// Returns once the daemon's sockets listen. `deadline` in milliseconds.
    func run(deadline: Int32) throws(LaunchFailure) {
        var (reader, writer): (Int32, Int32) = (-1, -1)
        let piped = ck_pipe(&reader, &writer)
        guard piped == 0 else { throw failure("a pipe cannot be made: \(reason(-piped))") }
        defer { close(reader) }
        let log = ck_open_append(home.daemonLog)
        guard log >= 0 else {
            close(writer)
            throw failure("'\(home.daemonLog)' cannot be written: \(reason(-log))")
        }
        let logSize = lseek(log, 0, SEEK_END)
        let spawned = spawn(standardError: log, ready: writer)
        close(log)
        close(writer)
        guard spawned.error == 0 else { throw failure("'\(program)' cannot be run: \(reason(spawned.error))") }

        let report = try report(from: reader, deadline: deadline)
        if report == "ok" { return }
        let parts = report.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 3 { throw LaunchFailure(code: parts[0], problem: parts[1], remedy: parts[2]) }
        let lastWords = lastLines(after: logSize)
        throw failure("it ended at once" + (lastWords.isEmpty ? "" : "; its last words: \(lastWords)"))
    }

    private func spawn(standardError: Int32, ready: Int32) -> ck_spawn_result {
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { if null >= 0 { close(null) } }
        let arguments = [program, "--home", home.path, "--ready-fd", String(Self.readyDescriptor)]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { arguments in
            program.withCString { executable in
                "/".withCString { directory in
                    var request = ck_spawn_request(
                        executable: executable, arguments: arguments.baseAddress, environment: ck_environment(),
                        directory: directory, standard_input: null, standard_output: null, standard_error: standardError,
                        descriptor3: ready, detached: true, open_files: 0, control_group: -1, death_signal: 0, tag: 0)
                    return ck_spawn(&request)
                }
            }
        }
    }

    /// The first line that comes through the pipe; empty if it ends without one.
    private func report(from reader: Int32, deadline: Int32) throws(LaunchFailure) -> String {
        let end = milliseconds() + Int64(deadline)
        var bytes: [UInt8] = []
        while !bytes.contains(0x0A), bytes.count < Self.longestReport {
            let left = end - milliseconds()
            var events = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
            let ready = left > 0 ? poll(&events, 1, Int32(left)) : 0
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else {
                throw LaunchFailure(
                    code: "daemon-slow", problem: "the daemon did not get ready within \(deadline / 1000) seconds",
                    remedy: "look into '\(home.daemonLog)'")
            }
            var chunk = [UInt8](repeating: 0, count: 1024)
            let count = read(reader, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        guard let newline = bytes.firstIndex(of: 0x0A) else { return "" }
        return String(decoding: bytes[..<newline], as: UTF8.self)
    }

    private func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    /// The last three lines of the daemon's log, if they were written after `start`.
    private func lastLines(after start: off_t) -> String {
        let log = ck_open_read(home.daemonLog)
        guard log >= 0 else { return "" }
        defer { close(log) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let from = max(start, lseek(log, 0, SEEK_END) - off_t(bytes.count))
        let count = pread(log, &bytes, bytes.count, from)
        guard count > 0 else { return "" }
        let lines = bytes[..<count].split(separator: 0x0A).suffix(3).map { String(decoding: $0, as: UTF8.self) }
        return lines.joined(separator: " / ")
    }

    private func failure(_ what: String) -> LaunchFailure {
        LaunchFailure(
            code: "daemon-failed", problem: "the daemon could not be started: \(what)",
            remedy: "look into '\(home.daemonLog)', or run 'mcp-manager daemon run' to see what it says")
    }
}
