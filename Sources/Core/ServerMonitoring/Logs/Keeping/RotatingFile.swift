import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is only appended to, and set aside as `NAME.1` … `NAME.n` when it grows past its limit or gets too old.
///
/// Used by one queue at a time.
final class RotatingFile: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var size = 0
        var isInTrouble = false
        var settings: LogSettings
        /// The day (since 1970) on which ages were last looked at.
        var lookedOn: Int64 = -1
    }

    private let state: Mutex<State>
    private let clock: @Sendable () -> Timestamp
    private let onTrouble: @Sendable (ErrorReport) -> Void

    init(
        _ settings: LogSettings, clock: @escaping @Sendable () -> Timestamp = { .now },
        onTrouble: @escaping @Sendable (ErrorReport) -> Void
    ) {
        state = Mutex(State(settings: settings))
        self.clock = clock
        self.onTrouble = onTrouble
    }

    /// From the next line on. Another path begins another file; what is in the old one stays there.
    func adopt(_ settings: LogSettings) {
        state.withLock { state in
            if settings.path != state.settings.path { close(&state) }
            state.settings = settings
            state.lookedOn = -1
        }
    }

    deinit {
        state.withLock { close(&$0) }
    }

    /// Appends whole records, each of them to one file; returns how many bytes of them the disk took, whole records too.
    ///
    /// That it did not take all is said once until it does again.
    func append(_ lines: [UInt8]) -> Int {
        state.withLock { state in
            lookAtAges(&state)
            var rest = lines[...]
            while !rest.isEmpty {
                open(&state)
                let room = state.settings.maxSizeBytes - state.size
                var part = rest.wholeRecords(within: room)
                if part.isEmpty, state.size > 0 {
                    rotate(&state)
                    continue
                }
                // One that is longer than a file may be gets a file of its own.
                if part.isEmpty { part = rest.firstRecord }
                guard state.descriptor >= 0, write(part, to: state.descriptor) else {
                    let error = errno
                    // Half a line would spoil the next one too.
                    if state.descriptor >= 0 { _ = ftruncate(state.descriptor, off_t(state.size)) }
                    report(error, &state)
                    return rest.startIndex
                }
                state.size += part.count
                rest = rest[part.endIndex...]
            }
            state.isInTrouble = false
            return lines.count
        }
    }

    // MARK: Ages

    /// Once a day, for files that nothing makes grow.
    private func lookAtAges(_ state: inout State) {
        let day = clock().secondsSince1970 / 86_400
        guard let days = state.settings.days, day != state.lookedOn else { return }
        state.lookedOn = day
        let oldest = clock() + .seconds(-days * 86_400)
        var number = 1
        while let written = Self.lastWritten("\(state.settings.path).\(number)") {
            if written < oldest { unlink("\(state.settings.path).\(number)") }
            number += 1
        }
        guard let first = Self.firstRecord(state.settings.path), first < oldest else { return }
        open(&state)
        rotate(&state)
    }

    /// `nil`: there is no such file.
    private static func lastWritten(_ path: String) -> Timestamp? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        #if canImport(Darwin)
            return Timestamp(millisecondsSince1970: Int64(facts.st_mtimespec.tv_sec) * 1000)
        #else
            return Timestamp(millisecondsSince1970: Int64(facts.st_mtim.tv_sec) * 1000)
        #endif
    }

    /// When the first record of a file came; `nil` when there is none.
    private static func firstRecord(_ path: String) -> Timestamp? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var line = [UInt8](repeating: 0, count: 64)
        let count = fread(&line, 1, line.count, file)
        return line.prefix(count).withUnsafeBufferPointer { LogLine.time(of: $0) }
    }

    private func open(_ state: inout State) {
        if state.descriptor >= 0 {
            // Somebody may have removed or replaced the file (logrotate, rm): go on in a new one.
            var mine = stat()
            var named = stat()
            if fstat(state.descriptor, &mine) == 0, stat(state.settings.path, &named) == 0, mine.st_ino == named.st_ino { return }
            close(&state)
        }
        let path = state.settings.path
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

    private func close(_ state: inout State) {
        #if canImport(Darwin)
            if state.descriptor >= 0 { _ = Darwin.close(state.descriptor) }
        #elseif canImport(Musl)
            if state.descriptor >= 0 { _ = Musl.close(state.descriptor) }
        #else
            if state.descriptor >= 0 { _ = Glibc.close(state.descriptor) }
        #endif
        state.descriptor = -1
    }

    /// `server.log` → `server.log.1` → … ; the last one falls off, and so do those that a smaller number leaves over.
    private func rotate(_ state: inout State) {
        close(&state)
        let (path, count) = (state.settings.path, state.settings.backupCount)
        var left = count + 1
        while unlink("\(path).\(left)") == 0 { left += 1 }
        guard count > 0 else {
            _ = unlink(path)
            return
        }
        for number in stride(from: count - 1, through: 1, by: -1) {
            _ = rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        _ = rename(path, "\(path).1")
    }

    private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
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
                code: "log-not-written", problem: "cannot write \(state.settings.path): \(String(cString: strerror(code)))",
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

extension ArraySlice<UInt8> {
    /// As many whole records from the beginning as fit into `room` bytes. A line that begins with a tab belongs to the one before.
    fileprivate func wholeRecords(within room: Int) -> ArraySlice<UInt8> {
        guard count > room else { return self }
        guard room > 0 else { return self[startIndex..<startIndex] }
        var end = startIndex + room
        while end > startIndex, !isBoundary(end) { end -= 1 }
        return self[startIndex..<end]
    }

    fileprivate var firstRecord: ArraySlice<UInt8> {
        var end = startIndex + 1
        while end < endIndex, !isBoundary(end) { end += 1 }
        return self[startIndex..<end]
    }

    private func isBoundary(_ index: Int) -> Bool {
        self[index - 1] == UInt8(ascii: "\n") && (index == endIndex || self[index] != UInt8(ascii: "\t"))
    }
}
