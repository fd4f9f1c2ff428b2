/// One block of a `text/event-stream`, or a comment line.
enum EventStreamItem: Hashable, Sendable {
    /// `data` are the block's data lines joined by newlines; `id` is the last event id seen, sticky as the standard says.
    case event(data: [UInt8], id: String?)
    /// A line that began with a colon, without it and the space after it. Ours say `hello`, or keep the connection warm.
    case comment(String)
}

/// A line or an event was longer than ``EventStreamParser/limit``.
struct OversizedEvent: Error, Hashable {}

/// Cuts a `text/event-stream` into events, wherever the borders of its chunks fall.
///
/// WHATWG HTML §9.2.6: lines end with LF, CR or CRLF; an empty line ends an event; unknown fields are ignored. The fields
/// `event` and `retry` are unknown to us: our streams carry one kind of value each, and the caller decides about retrying.
struct EventStreamParser: Sendable {
    /// Bytes one event may have; more means that something else is talking.
    let limit: Int

    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var id: String?
    private var lastWasReturn = false
    private var isFirstLine = true

    init(limit: Int = 16 * 1024 * 1024) { self.limit = limit }

    /// What `bytes` complete. Throws when an event is longer than the limit.
    mutating func parse(_ bytes: [UInt8]) throws(OversizedEvent) -> [EventStreamItem] {
        var items: [EventStreamItem] = []
        var start = 0
        while start < bytes.count {
            // The LF of a CRLF ends nothing: its CR already did, perhaps in the chunk before.
            if lastWasReturn {
                lastWasReturn = false
                if bytes[start] == .lineFeed {
                    start += 1
                    continue
                }
            }
            let end = bytes[start...].firstIndex { $0 == .lineFeed || $0 == .carriageReturn } ?? bytes.count
            line += bytes[start..<end]
            if line.count + (data?.count ?? 0) > limit { throw OversizedEvent() }
            guard end < bytes.count else { break }
            lastWasReturn = bytes[end] == .carriageReturn
            if let item = endLine() { items.append(item) }
            start = end + 1
        }
        return items
    }

    private static let dataField = Array("data: ".utf8)

    private mutating func endLine() -> EventStreamItem? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirstLine = false
        guard !line.isEmpty else { return endEvent() }
        // By far the most.
        if data == nil, line.starts(with: Self.dataField) {
            data = Array(line[Self.dataField.count...])
            return nil
        }
        let colon = line.firstIndex(of: .colon) ?? line.endIndex
        var value = line[min(colon + 1, line.endIndex)...]
        if value.first == .space { value = value.dropFirst() }
        if colon == 0 { return .comment(String(decoding: value, as: UTF8.self)) }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "data":
            if data != nil { data?.append(.lineFeed) }
            data = (data ?? []) + value
        // An id with a NUL is to be ignored.
        case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
        default: break
        }
        return nil
    }

    private mutating func endEvent() -> EventStreamItem? {
        defer { data = nil }
        return data.map { .event(data: $0, id: id) }
    }
}

extension UInt8 {
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let colon = UInt8(ascii: ":")
    fileprivate static let space = UInt8(ascii: " ")
}
