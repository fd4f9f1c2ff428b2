extension LogRecord {
    /// Reads a line that ``writeJSONLine(to:)`` wrote, without its newline; a search goes through millions.
    ///
    /// Members may be in any order, and unknown ones are skipped. `nil` for what is spelled in an unusual way, which `Codable` may
    /// read all the same.
    package init?(usualJSON line: LineBytes) {
        var time: Timestamp?
        var stream: LogStream?
        var run: Int?
        var message: String?
        var rest = LogRecord(time: Timestamp(millisecondsSince1970: 0), stream: .manager, run: 0, message: "")
        var members = JSONMembers(line)
        while let member = members.next() {
            let (name, value) = (member.name, member.value)
            if member.nameHasEscapes { return nil }
            // `null` is rare enough to be left to `Codable`.
            if name.says("time") {
                guard let moment = Timestamp(asMember: member) else { return nil }
                time = moment
            } else if name.says("stream") {
                guard member.kind == .string, let known = LogStream(name: value) else { return nil }
                stream = known
            } else if name.says("level") {
                guard member.kind == .string, let known = LogLevel(name: value) else { return nil }
                rest.level = known
            } else if name.says("run") {
                guard let number = member.integer else { return nil }
                run = number
            } else if name.says("message") {
                guard let text = member.text else { return nil }
                message = text
            } else if name.says("stated") {
                guard let moment = Timestamp(asMember: member) else { return nil }
                rest.stated = moment
            } else if name.says("session") {
                guard let number = member.integer else { return nil }
                rest.session = number
            } else if name.says("correlation") {
                guard let text = member.text else { return nil }
                rest.correlation = text
            } else if name.says("fields") {
                guard let fields = Self.fields(value) else { return nil }
                rest.fields = fields
            } else if name.says("styles") {
                guard let styles = Self.styles(value) else { return nil }
                rest.styles = styles
            } else if name.says("server") {
                guard let id = member.text.flatMap({ try? ServerID($0) }) else { return nil }
                rest.server = id
            }
        }
        guard members.isComplete, let time, let stream, let run, let message else { return nil }
        (rest.time, rest.stream, rest.run, rest.message) = (time, stream, run, message)
        self = rest
    }

    private static func fields(_ object: LineBytes) -> [String: String]? {
        var fields: [String: String] = [:]
        var members = JSONMembers(object)
        while let member = members.next() {
            guard !member.nameHasEscapes || member.name.first(UInt8(ascii: "\\")) != nil, let text = member.text else {
                return nil
            }
            let name =
                member.nameHasEscapes
                ? String(decoding: member.name.unescaped, as: UTF8.self) : String(decoding: member.name, as: UTF8.self)
            fields[name] = text
        }
        return members.isComplete ? fields : nil
    }

    /// `[[0,5,"31"],[7,9,"1;32"]]`, in the spelling that is ours.
    private static func styles(_ array: LineBytes) -> [LogStyle]? {
        var styles: [LogStyle] = []
        var offset = 1
        guard array.byte(0) == UInt8(ascii: "["), array.ends("]") else { return nil }
        if array.count == 2 { return styles }
        while true {
            guard array.byte(offset) == UInt8(ascii: "["), let comma = array.first(UInt8(ascii: ","), from: offset),
                let start = array.number(offset + 1, min(9, comma - offset - 1)),
                let second = array.first(UInt8(ascii: ","), from: comma + 1),
                let end = array.number(comma + 1, min(9, second - comma - 1)),
                start <= end, array.byte(second + 1) == UInt8(ascii: "\""),
                let quote = array.first(UInt8(ascii: "\""), from: second + 2), array.byte(quote + 1) == UInt8(ascii: "]")
            else { return nil }
            let attributes = array.part(second + 2, quote)
            guard attributes.first(UInt8(ascii: "\\")) == nil else { return nil }
            styles.append(LogStyle(range: start..<end, attributes: String(decoding: attributes, as: UTF8.self)))
            offset = quote + 2
            if offset == array.count - 1 { return styles }
            guard array.byte(offset) == UInt8(ascii: ",") else { return nil }
            offset += 1
        }
    }
}

extension JSONMembers.Member {
    /// The text of a string.
    fileprivate var text: String? {
        guard kind == .string else { return nil }
        return hasEscapes ? String(decoding: value.unescaped, as: UTF8.self) : String(decoding: value, as: UTF8.self)
    }

    /// A whole number of at most eighteen digits.
    fileprivate var integer: Int? {
        guard kind == .number, value.count <= 18 else { return nil }
        if value.byte(0) == UInt8(ascii: "-") { return value.number(1, value.count - 1).map { -$0 } }
        return value.number(0, value.count)
    }
}

extension Timestamp {
    fileprivate init?(asMember member: JSONMembers.Member) {
        guard member.kind == .string else { return nil }
        if member.value.count == 24, let moment = Timestamp(member.value, at: 0) {
            self = moment
        } else {
            self.init(String(decoding: member.value, as: UTF8.self))
        }
    }
}

extension LogStream {
    package init?(name: LineBytes) {
        guard let known = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name) }) else { return nil }
        self = known
    }
}

extension LogLevel {
    package init?(name: LineBytes) {
        guard let known = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name) }) else { return nil }
        self = known
    }
}
