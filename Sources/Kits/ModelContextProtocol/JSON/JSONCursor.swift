/// A strict walk over JSON text: the one grammar that the message scanner, the tree parser and the splicer share.
///
/// It never recurses and never copies; a hostile text costs at most one pass. It checks everything RFC 8259 asks for except that
/// strings are well-formed UTF-8 and that surrogate escapes come in pairs: whoever makes a `String` of them repairs both.
struct JSONCursor {
    /// Containers may nest this deep; deeper text is refused, because whoever reads it next may recurse.
    static let depthLimit = 512

    let bytes: UnsafeRawBufferPointer
    let end: Int
    var position: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(bytes, in: 0..<bytes.count)
    }

    /// A walk over a part of `bytes`; offsets stay those of the whole.
    init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
        self.bytes = bytes
        end = range.upperBound
        position = range.lowerBound
    }

    /// The byte at the cursor, or 0 at the end; a real 0 is no JSON either, so nobody needs to tell them apart.
    var current: UInt8 { position < end ? bytes[position] : 0 }

    @inline(__always)
    mutating func skipWhitespace() {
        while position < end {
            switch bytes[position] {
            case Byte.space, Byte.lineFeed, Byte.carriageReturn, Byte.tab: position += 1
            default: return
            }
        }
    }

    /// The next member's key with the cursor moved to its value, or `nil` with the cursor behind the closing brace.
    mutating func nextKey(isFirst: inout Bool) throws(MalformedMessage) -> StringToken? {
        skipWhitespace()
        if current == Byte.closeBrace {
            position += 1
            return nil
        }
        if isFirst {
            isFirst = false
        } else {
            guard current == Byte.comma else { throw unexpected("expected ',' or '}' after a member") }
            position += 1
            skipWhitespace()
        }
        return try key()
    }

    /// A member's key and its colon; the cursor is then at the value.
    mutating func key() throws(MalformedMessage) -> StringToken {
        guard current == Byte.quote else { throw unexpected("expected a member name in quotes") }
        let token = try string()
        skipWhitespace()
        guard current == Byte.colon else { throw unexpected("expected ':' after a member name") }
        position += 1
        skipWhitespace()
        return token
    }

    /// Skips one value of any kind, already `depth` containers deep, and returns its range.
    mutating func value(depth: Int) throws(MalformedMessage) -> Range<Int> {
        let start = position
        var nesting = JSONNesting(outside: depth)
        reading: while true {
            switch current {
            case Byte.openBrace:
                try open(isObject: true, &nesting)
                if current != Byte.closeBrace {
                    _ = try key()
                    continue reading
                }
            case Byte.openBracket:
                try open(isObject: false, &nesting)
                if current != Byte.closeBracket { continue reading }
            default:
                try scalar()
            }
            // A value ended, or an empty container waits to be closed: close what ends here, then go on behind the comma.
            while !nesting.isEmpty {
                skipWhitespace()
                switch current {
                case Byte.comma:
                    position += 1
                    skipWhitespace()
                    if nesting.isInObject { _ = try key() }
                    continue reading
                case Byte.closeBrace where nesting.isInObject, Byte.closeBracket where !nesting.isInObject:
                    position += 1
                    nesting.close()
                default:
                    throw unexpected("expected ',' or the end of a container")
                }
            }
            return start..<position
        }
    }

    private mutating func open(isObject: Bool, _ nesting: inout JSONNesting) throws(MalformedMessage) {
        guard nesting.open(isObject: isObject) else {
            throw MalformedMessage(.depth, "nested deeper than \(Self.depthLimit) levels", at: position)
        }
        position += 1
        skipWhitespace()
    }

    /// Skips a string, a number or a literal.
    mutating func scalar() throws(MalformedMessage) {
        switch current {
        case Byte.quote: _ = try string()
        case Byte.minus, Byte.zero...Byte.nine: try number()
        case Byte.letterT: try literal("true")
        case Byte.letterF: try literal("false")
        case Byte.letterN: try literal("null")
        default: throw unexpected("expected a value")
        }
    }

    private mutating func literal(_ text: StaticString) throws(MalformedMessage) {
        let start = position
        for index in 0..<text.utf8CodeUnitCount {
            guard current == text.utf8Start[index] else {
                throw MalformedMessage(.syntax, "expected a value", at: start)
            }
            position += 1
        }
    }

    private mutating func number() throws(MalformedMessage) {
        if current == Byte.minus { position += 1 }
        if current == Byte.zero {
            position += 1
        } else {
            try digits()
        }
        if current == Byte.dot {
            position += 1
            try digits()
        }
        if current == Byte.letterE || current == Byte.capitalE {
            position += 1
            if current == Byte.plus || current == Byte.minus { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(MalformedMessage) {
        let start = position
        while position < end, Byte.zero...Byte.nine ~= bytes[position] { position += 1 }
        guard position > start else { throw unexpected("expected a digit") }
    }

    /// Only whitespace may follow.
    mutating func finish() throws(MalformedMessage) {
        skipWhitespace()
        guard position == end else { throw unexpected("expected nothing more after the value") }
    }

    func unexpected(_ problem: String) -> MalformedMessage {
        MalformedMessage(.syntax, position < end ? problem : "the text ends too early: \(problem)", at: position)
    }
}
