import ServerModel

/// A line of JSON or logfmt, taken apart.
struct StructuredLine {
    /// `nil`: no member is the message.
    private(set) var message: String?
    /// Where the message was coloured.
    private(set) var styles: [LogStyle] = []
    private(set) var level: LogLevel?
    private(set) var stated: Timestamp?
    private(set) var correlation: String?
    /// Everything else: text as it is, other values as they are written.
    private(set) var fields: [String: String] = [:]

    private let received: Timestamp
    /// What `message`, `level` and `correlation` were called, by their rank: a better name takes the place of a worse.
    private var messageRank = Int.max
    private var messageName = ""
    private var levelRank = Int.max
    private var levelName = ""
    private var levelText = ""

    /// What a name says of its value. A lower rank is a better one, where several may do.
    private enum Role {
        case message(rank: Int)
        case level(rank: Int)
        case time, correlation, traceParent, other
    }

    private init(received: Timestamp) {
        self.received = received
    }

    /// Whether it says something that logs say; else it is data, and no line of a log.
    private var isLog: Bool { message != nil || level != nil || stated != nil }

    // MARK: JSON

    /// A line that is one JSON object with a message, a level or a time; of a line that was cut, what came before.
    init?(json line: LineBytes, isCut: Bool, received: Timestamp) {
        self.init(received: received)
        var members = JSONMembers(line)
        while let member = members.next() {
            let name = member.nameHasEscapes ? String(decoding: member.name.unescaped, as: UTF8.self) : nil
            let role =
                name.map { name in
                    var name = name
                    return name.withUTF8 { Self.role(of: $0) }
                } ?? Self.role(of: member.name)
            take(
                name.map { Self.cleaned(Array($0.utf8)) }, member.name, role, member.value, isText: member.kind == .string,
                member.hasEscapes)
        }
        guard members.isComplete || isCut, isLog else { return nil }
        // The rest of a message that was cut is in the line alone.
        if !members.isComplete { message = nil }
        if message == nil { fields = [:] }
    }

    // MARK: logfmt

    /// A line of nothing but `name=value`, at least two, one of them `level=` or `msg=`.
    init?(logfmt line: LineBytes, received: Timestamp) {
        guard let equals = line.first(UInt8(ascii: "="), from: 0), equals > 0,
            line.has("msg=") || line.has("level=") || line.first(" msg=") != nil || line.first(" level=") != nil
                || line.has("lvl=") || line.first(" lvl=") != nil
        else { return nil }
        self.init(received: received)
        var pairs = 0
        var position = 0
        while true {
            position = line.skippingBlanks(from: position)
            guard position < line.count else { break }
            let start = position
            while line.byte(position).isNameOfLogfmt { position += 1 }
            guard position > start, line.byte(position) == UInt8(ascii: "=") else { return nil }
            let name = line.part(start, position)
            position += 1
            var (valueStart, valueEnd, hasEscapes) = (position, position, false)
            if line.byte(position) == UInt8(ascii: "\"") {
                valueStart = position + 1
                position += 1
                while position < line.count, line[position] != UInt8(ascii: "\"") {
                    if line[position] == UInt8(ascii: "\\") {
                        hasEscapes = true
                        position += 1
                    }
                    position += 1
                }
                guard position < line.count else { return nil }
                valueEnd = position
                position += 1
                guard position == line.count || line[position].isBlank else { return nil }
            } else {
                while position < line.count, !line[position].isBlank { position += 1 }
                valueEnd = position
            }
            take(nil, name, Self.role(of: name), line.part(valueStart, valueEnd), isText: true, hasEscapes)
            pairs += 1
        }
        guard pairs >= 2, isLog else { return nil }
        if message == nil { fields = [:] }
    }

    // MARK: Members

    private mutating func take(
        _ unescapedName: String?, _ nameBytes: LineBytes, _ role: Role, _ value: LineBytes, isText: Bool, _ hasEscapes: Bool
    ) {
        let name = { unescapedName ?? String(decoding: nameBytes, as: UTF8.self) }
        switch role {
        case .message(let rank) where (isText || rank < 2) && rank < messageRank:
            if let message { fields[messageName] = message }
            let text = CleanValue(value, hasEscapes: hasEscapes, isMessage: true)
            (message, styles) = (text.string, text.styles)
            (messageRank, messageName) = (rank, name())
            return
        case .level(let rank) where rank < levelRank:
            guard let named = Self.level(value, isText: isText) else { break }
            if level != nil { fields[levelName] = levelText }
            (level, levelRank, levelName, levelText) = (named, rank, name(), String(decoding: value, as: UTF8.self))
            return
        case .time where stated == nil:
            guard let moment = moment(value, isText: isText) else { break }
            stated = moment
            return
        case .correlation where correlation == nil:
            correlation = CleanValue(value, hasEscapes: hasEscapes).string
            return
        case .traceParent where correlation == nil:
            correlation = CleanValue(value.traceID, hasEscapes: hasEscapes).string
            return
        case .message, .level, .time, .correlation, .traceParent, .other:
            break
        }
        if fields.isEmpty { fields.reserveCapacity(6) }
        // What is not understood is kept under its own name.
        fields[name()] = CleanValue(value, hasEscapes: hasEscapes).string
    }

    private static func level(_ value: LineBytes, isText: Bool) -> LogLevel? {
        if isText { return LogLevel(word: value.trimmed) }
        return value.count == 2 ? value.number(0, 2).flatMap { LogLevel(number: $0) } : nil
    }

    private func moment(_ value: LineBytes, isText: Bool) -> Timestamp? {
        if let time = StatedTime(sinceEpoch: value) { return time.moment(received: received) }
        guard isText, let time = StatedTime(dateIn: value, at: 0), time.end == value.count else { return nil }
        return time.moment(received: received)
    }

    private static func cleaned(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { CleanValue($0, hasEscapes: false, mayBeUnclean: true).string }
    }

    private static func role(of name: LineBytes) -> Role {
        switch name.count {
        case 2: name.says("ts") ? .time : .other
        case 3: name.says("msg") ? .message(rank: 1) : name.says("lvl") ? .level(rank: 2) : .other
        case 4: name.says("time") ? .time : name.says("text") ? .message(rank: 3) : .other
        case 5: name.says("level") ? .level(rank: 1) : name.says("event") ? .message(rank: 2) : .other
        case 6: name.says("req_id") ? .correlation : .other
        case 7:
            name.says("message")
                ? .message(rank: 0) : name.says("asctime") ? .time : name.says("traceId") ? .correlation : .other
        case 8: name.says("severity") ? .level(rank: 2) : name.says("trace_id") || name.says("trace.id") ? .correlation : .other
        case 9:
            name.says("timestamp")
                ? .time
                : name.says("levelname")
                    ? .level(rank: 0) : name.says("requestId") || name.says("requestID") ? .correlation : .other
        case 10:
            name.says("@timestamp")
                ? .time : name.says("request_id") ? .correlation : name.says("log.level") ? .level(rank: 1) : .other
        case 11: name.says("traceparent") ? .traceParent : .other
        case 13: name.says("correlationId") ? .correlation : .other
        case 14: name.says("correlation_id") ? .correlation : .other
        default: .other
        }
    }
}

/// A value's text, safe to keep. The line it stands in was cleaned, but its escapes may spell anything.
private struct CleanValue {
    var string: String
    var styles: [LogStyle] = []

    /// - Parameter isMessage: newlines at its end are left out.
    init(_ value: LineBytes, hasEscapes: Bool, mayBeUnclean: Bool = false, isMessage: Bool = false) {
        guard hasEscapes || mayBeUnclean else {
            string = String(decoding: value, as: UTF8.self)
            return
        }
        var bytes = hasEscapes ? value.unescaped : Array(value)
        while isMessage, bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        let clean = bytes.withUnsafeBufferPointer { CleanText.isClean($0) ? nil : CleanText($0) }
        string = String(decoding: clean?.bytes ?? bytes, as: UTF8.self)
        styles = clean?.styles ?? []
    }
}

extension UInt8 {
    /// Letters, digits and what stands in names of logfmt.
    fileprivate var isNameOfLogfmt: Bool {
        isLetter || isASCIIDigit || isOne(of: "_.-/@")
    }
}

extension LineBytes {
    /// The trace of a W3C `traceparent` (`00-TRACE-SPAN-FLAGS`); anything else as it is.
    fileprivate var traceID: LineBytes {
        count >= 55 && byte(2) == UInt8(ascii: "-") && byte(35) == UInt8(ascii: "-") ? part(3, 35) : self
    }
}
