import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is only appended to, and set aside as `NAME.1` … `NAME.n` when it grows past its limit.
///
/// Used by one queue at a time.
final class RotatingFile: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var size = 0
        var isInTrouble = false
        /// What was not written since the trouble began.
        var lostBytes = 0
        var maxSizeBytes: Int
        var backupCount: Int
    }

    private let state: Mutex<State>
    private let path: String
    private let onTrouble: @Sendable (ErrorReport) -> Void

    init(path: String, maxSizeBytes: Int, backupCount: Int, onTrouble: @escaping @Sendable (ErrorReport) -> Void) {
        self.path = path
        state = Mutex(State(maxSizeBytes: maxSizeBytes, backupCount: backupCount))
        self.onTrouble = onTrouble
    }

    /// From the next line on.
    func adopt(maxSizeBytes: Int, backupCount: Int) {
        state.withLock { ($0.maxSizeBytes, $0.backupCount) = (maxSizeBytes, backupCount) }
    }

    deinit {
        state.withLock { if $0.descriptor >= 0 { _ = close($0.descriptor) } }
    }

    /// Appends whole lines; what the disk refuses is lost, and said once until writing works again.
    func append(_ lines: [UInt8]) {
        state.withLock { state in
            open(&state)
            if state.size + lines.count > state.maxSizeBytes, state.size > 0 {
                rotate(&state)
                open(&state)
            }
            let gap = state.lostBytes > 0 ? Self.gap(bytes: state.lostBytes, "they could not be written") : []
            guard state.descriptor >= 0, write(gap + lines, to: state.descriptor) else {
                let error = errno
                // Half a line would spoil the next one too.
                if state.descriptor >= 0 { _ = ftruncate(state.descriptor, off_t(state.size)) }
                state.lostBytes += lines.count
                return report(error, &state)
            }
            state.size += gap.count + lines.count
            state.lostBytes = 0
            state.isInTrouble = false
        }
    }

    /// Leaves a line that says what is missing.
    func noteLoss(bytes: Int) {
        append(Self.gap(bytes: bytes, "the disk could not keep up"))
    }

    private static func gap(bytes: Int, _ reason: String) -> [UInt8] {
        var line: [UInt8] = []
        LogRecord(
            time: .now, stream: .manager, level: .warning, run: 0, message: "\(bytes) bytes of log were lost here: \(reason)"
        ).writeJSONLine(to: &line)
        return line
    }

    private func open(_ state: inout State) {
        if state.descriptor >= 0 {
            // Somebody may have removed or replaced the file (logrotate, rm): go on in a new one.
            var mine = stat()
            var named = stat()
            if fstat(state.descriptor, &mine) == 0, stat(path, &named) == 0, mine.st_ino == named.st_ino { return }
            _ = close(state.descriptor)
        }
        makeFolders(of: path)
        #if canImport(Darwin)
            state.descriptor = Darwin.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        #elseif canImport(Musl)
            state.descriptor = Musl.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        #else
            state.descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        #endif
        var facts = stat()
        state.size = state.descriptor >= 0 && fstat(state.descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// `server.log` → `server.log.1` → … ; the last one falls off.
    private func rotate(_ state: inout State) {
        _ = close(state.descriptor)
        state.descriptor = -1
        guard state.backupCount > 0 else {
            _ = unlink(path)
            return
        }
        for number in stride(from: state.backupCount - 1, through: 1, by: -1) {
            _ = rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        _ = rename(path, "\(path).1")
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                #if canImport(Darwin)
                    let count = Darwin.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #elseif canImport(Musl)
                    let count = Musl.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #else
                    let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #endif
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    private func report(_ code: Int32, _ state: inout State) {
        guard !state.isInTrouble else { return }
        state.isInTrouble = true
        onTrouble(
            ErrorReport(
                code: "log-not-written", problem: "cannot write \(path): \(String(cString: strerror(code)))",
                remedy: "make room or give back the right to write there; servers go on, their logs are kept in memory"))
    }
}

/// Makes the folder that holds `path` and the one above, 0700; failures show when the file is opened.
///
/// No more than those: a home that was removed must not come back as a folder of logs.
private func makeFolders(of path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for count in [parts.count - 2, parts.count - 1] where count > 0 {
        _ = mkdir(parts[..<count].joined(separator: "/"), 0o700)
    }
}
