/// Finds text that is in everything a regular expression matches, so that most lines need not be matched with it.
///
/// It understands less than the compiler of expressions does, and knows it: where anything is unusual it finds nothing.
struct RequiredLiteral {
    private var rest: Substring.UnicodeScalarView
    private var ignoresCase = false

    /// The longest text that is found, in printable ASCII; `nil` when there is none, or none is certain. `pattern` compiles.
    static func of(_ pattern: String) -> Needle? {
        var reader = RequiredLiteral(rest: Substring(pattern).unicodeScalars)
        if pattern.hasPrefix("(?i)") {
            reader.ignoresCase = true
            reader.rest.removeFirst(4)
        }
        // Closing a group that was not opened, or leaving one open, would not have compiled.
        guard let literal = try? reader.alternatives(), reader.rest.isEmpty else { return nil }
        return Needle(literal, ignoresCase: reader.ignoresCase)
    }

    private struct Unusual: Error {}

    private init(rest: Substring.UnicodeScalarView) { self.rest = rest }

    /// Reads to the end, or to the end of the group.
    private mutating func alternatives() throws -> [UInt8] {
        var longest: [UInt8] = []
        var run: [UInt8] = []
        var hasChoice = false
        func finish() {
            if run.count > longest.count { longest = run }
            run = []
        }
        while let next = rest.first, next != ")" {
            rest.removeFirst()
            var group: [UInt8] = []
            var isPlain = false
            switch next {
            case "|":
                hasChoice = true
                finish()
                continue
            case "(": group = try self.group()
            case "[": try bracket()
            case "\\": isPlain = append(try escaped(), to: &run)
            case ".", "^", "$": break
            case "?", "*", "+", "{": throw Unusual()
            default:
                // What is not ASCII may be one character with the one before.
                if !next.isASCII { _ = run.popLast() }
                isPlain = append(next, to: &run)
            }
            let (isQuantified, isOptional) = try quantifier()
            if isPlain, isOptional { run.removeLast() }
            if !isPlain || isQuantified { finish() }
            if !isOptional, group.count > longest.count { longest = group }
        }
        finish()
        return hasChoice ? [] : longest
    }

    /// Whether it is a character that is the same in the pattern, in a message and in a log.
    private func append(_ scalar: Unicode.Scalar?, to run: inout [UInt8]) -> Bool {
        guard let scalar, (0x20..<0x7F).contains(scalar.value), scalar != "\"", scalar != "\\" else { return false }
        // The sign for Kelvin is a capital k too.
        if ignoresCase, scalar == "k" || scalar == "K" { return false }
        run.append(UInt8(scalar.value))
        return true
    }

    /// After the backslash: the character that is meant as it is; `nil` for a kind of characters or a place.
    private mutating func escaped() throws -> Unicode.Scalar? {
        guard let next = rest.popFirst(), next.isASCII else { throw Unusual() }
        if "dDwWsSbBhHvVRAzZntrfae".unicodeScalars.contains(next) { return nil }
        // References, properties, quotes, numbers of characters.
        if next.properties.isAlphabetic || next.properties.numericType != nil { throw Unusual() }
        return next
    }

    /// After the opening parenthesis: what is certain of the group.
    private mutating func group() throws -> [UInt8] {
        if rest.first == "*" { throw Unusual() }
        var isCertain = true
        if rest.first == "?" {
            rest.removeFirst()
            switch rest.popFirst() {
            case ":", ">": break
            // Looks ahead, and may look for what is not to be there.
            case "=", "!": isCertain = false
            case "<":
                if let next = rest.first, next == "=" || next == "!" {
                    isCertain = false
                    rest.removeFirst()
                } else {
                    while let next = rest.popFirst(), next != ">" {}
                }
            // Options, comments, conditions.
            default: throw Unusual()
            }
        }
        let literal = try alternatives()
        guard rest.popFirst() == ")" else { throw Unusual() }
        return isCertain ? literal : []
    }

    /// After the opening bracket: reads over a class of characters.
    private mutating func bracket() throws {
        if rest.first == "^" { rest.removeFirst() }
        // Whether that ends it depends on whom one asks.
        if rest.first == "]" { throw Unusual() }
        while let next = rest.popFirst() {
            switch next {
            case "]": return
            case "[": try bracket()
            case "\\": _ = try escaped()
            default: break
            }
        }
        throw Unusual()
    }

    /// Reads what may follow one character or group.
    private mutating func quantifier() throws -> (isQuantified: Bool, isOptional: Bool) {
        var isOptional = false
        switch rest.first {
        case "?", "*": isOptional = true
        case "+": break
        case "{":
            guard let end = rest.firstIndex(of: "}"),
                rest[..<end].dropFirst().allSatisfy({ "0123456789,".unicodeScalars.contains($0) })
            else { throw Unusual() }
            isOptional = true
            rest = rest[end...]
        default: return (false, false)
        }
        rest.removeFirst()
        if let next = rest.first, next == "?" || next == "+" { rest.removeFirst() }
        return (true, isOptional)
    }
}
