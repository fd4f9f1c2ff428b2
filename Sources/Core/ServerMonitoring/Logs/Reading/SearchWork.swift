import Dispatch
import ServerModel
import Synchronization

/// The work of a search through logs: which parts are waiting for a thread, and what was found and not taken away yet.
///
/// Threads work ahead of who takes the matches, as far as these fit into so much memory; then only where nothing is ready.
final class SearchWork: Sendable {
    /// How many parts of a log, after the one whose matches are taken next, may be searched already.
    private static let mostAhead = 16

    private struct Part {
        let file: LogFile
        /// What is to be searched, or searched further once what was found is taken.
        var rest: Range<Int>?
        var found: [LogRecord] = []
        var foundBytes = 0
        var isTaken = false

        /// Whether a thread can begin with it.
        var isWaiting: Bool { rest != nil && !isTaken && found.isEmpty }
    }

    /// The parts of one log, in order.
    private struct Log {
        var parts: [Part]
        /// The one whose matches are taken next.
        var current = 0
    }

    private struct State {
        var logs: [Log]
        var waitingBytes = 0
        var searchedBytes = 0
        var unread: [LogUnreadable]
        var idleThreads = 0
        var isOver = false

        /// How many threads are to be woken, all of them.
        mutating func wakingAll() -> Int {
            defer { idleThreads = 0 }
            return idleThreads
        }

        /// The part that is wanted soonest.
        mutating func claim(mostWaiting: Int) -> (log: Int, number: Int, LogFile, Range<Int>)? {
            guard !isOver else { return nil }
            for ahead in 0...SearchWork.mostAhead {
                if ahead > 0, waitingBytes >= mostWaiting { return nil }
                for log in logs.indices {
                    let number = logs[log].current + ahead
                    guard number < logs[log].parts.count, logs[log].parts[number].isWaiting,
                        let range = logs[log].parts[number].rest
                    else { continue }
                    logs[log].parts[number].isTaken = true
                    return (log, number, logs[log].parts[number].file, range)
                }
            }
            return nil
        }
    }

    let partCount: Int
    private let state: Mutex<State>
    private let matcher: LogMatcher
    private let sizes: ReadingSizes
    /// Read at each line, so not behind the lock.
    private let isOver = Atomic<Bool>(false)
    /// Signalled when something was found or searched.
    private let news = DispatchSemaphore(value: 0)
    /// Signalled for each idle thread when there may be work.
    private let room = DispatchSemaphore(value: 0)

    init(_ logs: [OpenedLog], _ matcher: LogMatcher, _ sizes: ReadingSizes) {
        self.matcher = matcher
        self.sizes = sizes
        let parts = logs.map { Log(parts: $0.files.flatMap { Self.parts(of: $0, sizes.part) }) }
        partCount = parts.reduce(0) { $0 + $1.parts.count }
        state = Mutex(State(logs: parts, unread: logs.flatMap(\.unread)))
    }

    private static func parts(of file: LogFile, _ bytes: Int) -> [Part] {
        stride(from: 0, to: file.size, by: bytes).map { Part(file: file, rest: $0..<min($0 + bytes, file.size)) }
    }

    // MARK: Whoever takes the matches

    enum Batch {
        /// In the order of the file; never empty.
        case found([LogRecord])
        case notYet
        case ended
    }

    /// The next matches of a log.
    func next(of log: Int) -> Batch {
        let (batch, idle): (Batch, Int) = state.withLock { state in
            while state.logs[log].current < state.logs[log].parts.count {
                let current = state.logs[log].current
                if !state.logs[log].parts[current].found.isEmpty {
                    var part = state.logs[log].parts[current]
                    state.waitingBytes -= part.foundBytes
                    let found = part.found
                    (part.found, part.foundBytes) = ([], 0)
                    state.logs[log].parts[current] = part
                    return (.found(found), state.wakingAll())
                }
                if state.logs[log].parts[current].rest != nil { return (.notYet, state.wakingAll()) }
                state.logs[log].current += 1
            }
            return (.ended, 0)
        }
        for _ in 0..<idle { room.signal() }
        return batch
    }

    /// Waits until there may be more, or so many milliseconds.
    func wait(milliseconds: Int) { _ = news.wait(timeout: .now() + .milliseconds(milliseconds)) }

    /// How much was found and not taken, in bytes of the files.
    var waitingBytes: Int { state.withLock { $0.waitingBytes } }

    /// How much was searched, and what could not be.
    var progress: (searchedBytes: Int, unread: [LogUnreadable]) {
        state.withLock { ($0.searchedBytes, $0.unread) }
    }

    /// Nothing is wanted any more; each thread ends once it is through with its line.
    func end() {
        isOver.store(true, ordering: .relaxed)
        let idle = state.withLock { state in
            state.isOver = true
            return state.wakingAll()
        }
        for _ in 0..<idle { room.signal() }
    }

    // MARK: The threads

    /// Searches part after part until ``end()``.
    func work() {
        var reader = ForwardReader(RecordScanner(matcher), sizes)
        while !isOver.load(ordering: .relaxed) {
            // Over since it was looked: then nobody signals any more.
            if !searchNext(&reader), !isOver.load(ordering: .relaxed) { room.wait() }
        }
    }

    /// Searches what can be searched before somebody takes what was found.
    func searchWhatIsDue() {
        var reader = ForwardReader(RecordScanner(matcher), sizes)
        while searchNext(&reader) {}
    }

    /// Searches one part; `false`: there is nothing to do for now, and ``room`` will be signalled.
    private func searchNext(_ reader: inout ForwardReader) -> Bool {
        let claimed: (log: Int, number: Int, LogFile, Range<Int>)? = state.withLock { state in
            if let claimed = state.claim(mostWaiting: sizes.mostWaiting) { return claimed }
            state.idleThreads += 1
            return nil
        }
        guard let (log, number, file, range) = claimed else { return false }
        var found: [LogRecord] = []
        var foundBytes = 0
        var rest: Int?
        var trouble: LogUnreadable?
        do {
            rest = try reader.read(file, range, isWanted: { !isOver.load(ordering: .relaxed) }) { record, size in
                found.append(record)
                foundBytes += size
                return foundBytes < sizes.mostFound
            }
        } catch {
            trouble = error
        }
        state.withLock { state in
            state.logs[log].parts[number] = Part(
                file: file, rest: rest.flatMap { $0 < range.upperBound ? $0..<range.upperBound : nil }, found: found,
                foundBytes: foundBytes)
            state.waitingBytes += foundBytes
            state.searchedBytes += min(rest ?? range.upperBound, range.upperBound) - range.lowerBound
            if let trouble, !state.unread.contains(trouble) { state.unread.append(trouble) }
        }
        news.signal()
        return true
    }
}
