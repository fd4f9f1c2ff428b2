extension JSONValue {
    /// Reads one JSON value with nothing but whitespace around it.
    ///
    /// Containers may nest 512 deep. Ill-formed UTF-8 and lone surrogate escapes become U+FFFD.
    public static func parse(_ bytes: UnsafeRawBufferPointer) throws(MalformedMessage) -> JSONValue {
        try parse(bytes, in: 0..<bytes.count)
    }

    /// Reads the one JSON value that fills `range` of `bytes`, such as a range of a `MessageEnvelope`.
    public static func parse(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) throws(MalformedMessage) -> JSONValue {
        var parser = JSONParser(cursor: JSONCursor(bytes, in: range))
        return try parser.parse()
    }

    /// Reads one JSON value with nothing but whitespace around it.
    public static func parse(_ bytes: [UInt8]) throws(MalformedMessage) -> JSONValue {
        try bytes.withUnsafeBytes { raw in Result { () throws(MalformedMessage) in try parse(raw) } }.get()
    }

    /// Reads one JSON value with nothing but whitespace around it.
    public static func parse(_ text: String) throws(MalformedMessage) -> JSONValue {
        try parse(Array(text.utf8))
    }
}

/// Builds the tree with a stack of its own: how deep a text nests never decides how deep we call.
private struct JSONParser {
    var cursor: JSONCursor
    private var open: [Container] = []

    /// A container that is being read; changed in place, or every element would copy those before it.
    private struct Container {
        var isObject: Bool
        var elements: [JSONValue] = []
        var members: [JSONObject.Member] = []
        /// The name of the member that is being read.
        var key = ""

        mutating func add(_ value: JSONValue) {
            if isObject {
                members.append(JSONObject.Member(name: key, value: value))
            } else {
                elements.append(value)
            }
        }

        var value: JSONValue { isObject ? .object(JSONObject(members)) : .array(elements) }
    }

    init(cursor: JSONCursor) {
        self.cursor = cursor
    }

    mutating func parse() throws(MalformedMessage) -> JSONValue {
        cursor.skipWhitespace()
        reading: while true {
            guard var value = try valueOrOpening() else { continue reading }
            // A value is complete: put it into the innermost container, and close as many as end here.
            while !open.isEmpty {
                let innermost = open.count - 1
                let isObject = open[innermost].isObject
                open[innermost].add(value)
                if try continues(closedBy: isObject ? Byte.closeBrace : Byte.closeBracket) {
                    if isObject { open[innermost].key = try name() }
                    continue reading
                }
                value = open.removeLast().value
            }
            try cursor.finish()
            return value
        }
    }

    /// A scalar or an empty container, or `nil` when a container was opened and its first value comes next.
    private mutating func valueOrOpening() throws(MalformedMessage) -> JSONValue? {
        switch cursor.current {
        case Byte.openBrace:
            if try isEmptyContainer(closedBy: Byte.closeBrace) { return .object(JSONObject()) }
            open.append(Container(isObject: true, key: try name()))
            return nil
        case Byte.openBracket:
            if try isEmptyContainer(closedBy: Byte.closeBracket) { return .array([]) }
            open.append(Container(isObject: false))
            return nil
        case Byte.quote:
            return .string(cursor.text(of: try cursor.string()))
        default:
            let start = cursor.position
            try cursor.scalar()
            switch cursor.bytes[start] {
            case Byte.letterT: return .bool(true)
            case Byte.letterF: return .bool(false)
            case Byte.letterN: return .null
            default:
                let text = UnsafeRawBufferPointer(rebasing: cursor.bytes[start..<cursor.position])
                return .number(String(decoding: text, as: UTF8.self))
            }
        }
    }

    private mutating func isEmptyContainer(closedBy close: UInt8) throws(MalformedMessage) -> Bool {
        guard open.count < JSONCursor.depthLimit else {
            throw MalformedMessage(.depth, "nested deeper than \(JSONCursor.depthLimit) levels", at: cursor.position)
        }
        cursor.position += 1
        cursor.skipWhitespace()
        guard cursor.current == close else { return false }
        cursor.position += 1
        return true
    }

    /// Behind a value: true after a comma, false after the closing byte.
    private mutating func continues(closedBy close: UInt8) throws(MalformedMessage) -> Bool {
        cursor.skipWhitespace()
        guard cursor.current == close || cursor.current == Byte.comma else {
            throw cursor.unexpected("expected ',' or the end of a container")
        }
        let continues = cursor.current == Byte.comma
        cursor.position += 1
        if continues { cursor.skipWhitespace() }
        return continues
    }

    private mutating func name() throws(MalformedMessage) -> String {
        let token = try cursor.key()
        return cursor.text(of: token)
    }
}
