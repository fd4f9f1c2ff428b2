import ServerModel
import TerminalKit

/// One line of a server's log as the screen keeps it.
struct LogLine: Hashable, Sendable {
    /// Counts the lines of one server on this screen, from 0; never reused, so it can anchor a view.
    var id: Int
    var time: Timestamp
    var stream: LogStream
    var level: LogLevel?
    var text: SafeText
}

/// The newest lines of one server's log, oldest first; older ones make room.
struct LogRing: Sendable {
    /// How many lines are kept.
    let capacity: Int
    /// The line with identity `id` lives at `id % capacity`.
    private var storage: [LogLine] = []
    /// The identity the next line gets.
    private(set) var nextID = 0

    init(capacity: Int = 5_000) {
        self.capacity = max(1, capacity)
    }

    /// The identities kept.
    var ids: Range<Int> { max(0, nextID - capacity)..<nextID }
    var isEmpty: Bool { nextID == 0 }
    var last: LogLine? { isEmpty ? nil : self[nextID - 1] }

    /// The line with this identity, which must be one of ``ids``.
    subscript(id: Int) -> LogLine { storage[id % capacity] }

    mutating func append(_ record: LogRecord) {
        // What a server writes never reaches the screen unsanitised; done once here, not at each painting.
        let line = LogLine(
            id: nextID, time: record.time, stream: record.stream, level: record.level,
            text: SafeText(Self.shortened(record.message)))
        if storage.count < capacity {
            storage.append(line)
        } else {
            storage[nextID % capacity] = line
        }
        nextID += 1
    }

    /// Lines beyond this many bytes are cut, with a note of how much is missing.
    private static let longestLine = 64 * 1024

    private static func shortened(_ message: String) -> String {
        let bytes = message.utf8
        guard bytes.count > longestLine else { return message }
        let missing = (bytes.count - longestLine + 1023) / 1024
        return String(decoding: bytes.prefix(longestLine), as: UTF8.self) + " … +\(missing) KiB"
    }
}
