import SecretMasking
import ServerModel

/// What was said and is not in the log yet, in the order in which it came.
enum LogEntry: Sendable {
    /// Something whole.
    case record(LogRecord)
    /// A text of its own, and what is known of its level.
    case message(String, LogLevel?, LogOrigin)
    /// Some of what a run has written, cut anywhere.
    case bytes([UInt8], LogOrigin)
    /// A run writes no more.
    case end(LogOrigin)

    var size: Int {
        switch self {
        case .record(let record): record.message.utf8.count + 128
        case .message(let text, _, _): text.utf8.count + 128
        case .bytes(let bytes, _): bytes.count
        case .end: 0
        }
    }
}

/// Whose bytes they are.
public struct LogOrigin: Sendable {
    /// When they came.
    public var time: Timestamp
    public var stream: LogStream
    public var run: Int
    /// See ``LogRecord/session``.
    public var session: Int?
    /// Who in the server says it, by its own word; kept in ``LogRecord/fields``. Foreign text.
    public var logger: String?
    /// Takes the run's secrets out of them.
    public var mask: SecretMask

    public init(time: Timestamp, stream: LogStream, run: Int, session: Int? = nil, mask: SecretMask) {
        self.time = time
        self.stream = stream
        self.run = run
        self.session = session
        self.mask = mask
    }
}

/// Makes records of entries: lines are cut, tracebacks joined, secrets taken out, and what a line says of itself is read.
struct LogIntake: Sendable {
    private struct Source: Sendable {
        var cutter = RecordCutter()
        /// Of the bytes it got last: what it holds came with those.
        var origin: LogOrigin
    }

    /// Those of several clients' processes write at the same time.
    private struct Pipe: Hashable {
        var run: Int
        var stream: LogStream

        init(_ origin: LogOrigin) { (run, stream) = (origin.run, origin.stream) }
    }

    private var sources: [Pipe: Source] = [:]

    /// Whether a record waits for whether it goes on.
    var isHolding: Bool { sources.values.contains { $0.cutter.isHolding } }

    mutating func take(_ entry: LogEntry, record: (LogRecord) -> Void) {
        switch entry {
        case .record(let whole): record(whole)
        case .message(var text, let level, let origin):
            var read = text.withUTF8 { Self.record(RecordCutter.Record(bytes: $0, droppedBytes: 0), origin) }
            read.level = level ?? read.level
            record(read)
        case .bytes(let bytes, let origin):
            var source = sources.removeValue(forKey: Pipe(origin)) ?? Source(origin: origin)
            // What is held from before came earlier, by less than anybody can tell.
            source.origin = origin
            bytes.withUnsafeBytes { bytes in
                source.cutter.append(bytes) { record(Self.record($0, origin)) }
            }
            sources[Pipe(origin)] = source
        case .end(let origin):
            for pipe in sources.keys.filter({ $0.run == origin.run }) {
                guard var source = sources.removeValue(forKey: pipe) else { continue }
                let last = source.origin
                source.cutter.finish { record(Self.record($0, last)) }
            }
        }
    }

    /// Time has passed: what waits is over.
    mutating func release(record: (LogRecord) -> Void) {
        for pipe in sources.filter({ $0.value.cutter.isHolding }).keys {
            guard let origin = sources[pipe]?.origin else { continue }
            sources[pipe]?.cutter.release { record(Self.record($0, origin)) }
        }
    }

    private static func record(_ cut: RecordCutter.Record, _ origin: LogOrigin) -> LogRecord {
        var record: LogRecord
        if let clean = masked(cut, origin.mask) {
            record = .reading(clean, droppedBytes: cut.droppedBytes, time: origin.time, stream: origin.stream, run: origin.run)
        } else {
            record = .reading(
                cut.bytes, droppedBytes: cut.droppedBytes, time: origin.time, stream: origin.stream, run: origin.run)
        }
        if !origin.mask.isEmpty, cut.bytes.contains(where: { $0 == 0x1B || $0 == UInt8(ascii: "\\") }) {
            record.takeOutSecrets(origin.mask)
        }
        record.session = origin.session
        if let logger = origin.logger { record.fields = ["logger": logger].merging(record.fields ?? [:]) { $1 } }
        return record
    }

    /// `nil` when there is nothing to mask.
    private static func masked(_ cut: RecordCutter.Record, _ mask: SecretMask) -> [UInt8]? {
        guard !mask.isEmpty else { return nil }
        guard cut.droppedBytes == 0 else {
            return Array(mask.maskingBeginning(of: String(decoding: cut.bytes, as: UTF8.self)).utf8)
        }
        return mask.masking(cut.bytes)
    }
}

extension LogRecord {
    /// What escapes had cut in two, or spelled otherwise, is whole once they are read.
    fileprivate mutating func takeOutSecrets(_ mask: SecretMask) {
        if mask.holdsSecret(in: message) {
            message = mask.masking(message)
            styles = nil
        }
        correlation = correlation.map(mask.masking)
        fields = fields.map { fields in
            Dictionary(fields.map { (mask.masking($0.key), mask.masking($0.value)) }) { first, _ in first }
        }
    }
}
