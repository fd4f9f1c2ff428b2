/// Reads a pattern as people type it.
///
/// A brace that begins no count stands for itself, as do `]` and `}` alone: `{"error"` is what somebody looks for in JSON.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    var ignoresCase: Bool
    private var depth = 0

    /// The tree of `source`.
    static func tree(of source: String, ignoringCase: Bool) throws(PatternError) -> SyntaxTree {
        guard source.utf8.count <= Pattern.longestSource else { throw PatternError(problem: .tooLong, position: 1) }
        var parser = PatternParser(scalars: Array(source.unicodeScalars), ignoresCase: ignoringCase)
        if parser.take("(?i)") { parser.ignoresCase = true }
        let tree = try parser.alternatives()
        // Only a bracket ends the alternatives early.
        guard parser.position == parser.scalars.count else { throw parser.error(.unopenedGroup, at: parser.position) }
        return tree
    }

    private init(scalars: [Unicode.Scalar], ignoresCase: Bool) {
        self.scalars = scalars
        self.ignoresCase = ignoresCase
    }

    private mutating func alternatives() throws(PatternError) -> SyntaxTree {
        var found = [try sequence()]
        while take("|") { found.append(try sequence()) }
        return found.count == 1 ? found[0] : .either(found)
    }

    private mutating func sequence() throws(PatternError) -> SyntaxTree {
        var parts: [SyntaxTree] = []
        while let next, next != "|", next != ")" {
            switch try repeats(of: try atom()) {
            case .sequence(let inner): parts += inner
            case .empty: break
            case let part: parts.append(part)
            }
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() throws(PatternError) -> SyntaxTree {
        let start = position
        guard let scalar = next else { return .empty }
        if count() != nil { throw error(.nothingToRepeat, at: start) }
        position = start + 1
        switch scalar {
        case "(": return try group(from: start)
        case "[": return .scalar(try characterClass(from: start))
        case ".": return .scalar(ScalarSet.lineBreaks.inverted)
        case "^": return .place(.lineStart)
        case "$": return .place(.lineEnd)
        case "\\":
            if take("b") { return .place(.wordEdge) }
            if take("B") { return .place(.noWordEdge) }
            return .scalar(folded(try escape(from: start).set))
        default: return .scalar(folded(ScalarSet(scalar)))
        }
    }

    private mutating func group(from start: Int) throws(PatternError) -> SyntaxTree {
        if take("?"), !take(":") { try named(from: start) }
        depth += 1
        guard depth <= Pattern.deepestNesting else { throw error(.tooDeep, at: start) }
        let tree = try alternatives()
        guard take(")") else { throw error(.unclosedGroup, at: start) }
        depth -= 1
        return tree
    }

    /// A name is read over; every other kind of group is refused.
    private mutating func named(from start: Int) throws(PatternError) {
        if ["=", "!", "<=", "<!"].contains(where: { take($0) }) { throw error(.lookAround, at: start) }
        if take(">") { throw error(.atomicGroup, at: start) }
        if take("i)") || take("i:") { throw error(.caseOptionNotFirst, at: start) }
        guard take("P<") || take("<") else { throw error(.unknownGroup, at: start) }
        while let next, next.properties.isAlphabetic || ("0"..."9").contains(next) || next == "_" { position += 1 }
        guard take(">") else { throw error(.unknownGroup, at: start) }
    }

    private mutating func repeats(of tree: SyntaxTree) throws(PatternError) -> SyntaxTree {
        let start = position
        guard let (least, most) = count() else { return tree }
        if let most, most < least { throw error(.reversedCounts, at: start) }
        if take("+") { throw error(.possessiveRepeat, at: start) }
        // As few as possible or as many: whether it matches is the same.
        _ = take("?")
        let end = position
        if count() != nil { throw error(.repeatedRepeat, at: end) }
        return .repeated(tree, least: least, most: most)
    }

    /// Reads `*`, `+`, `?`, `{n}`, `{n,}`, `{,m}` or `{n,m}`; `nil`, and nothing is read, where none of them stands.
    private mutating func count() -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        if take("{") {
            let least = number()
            if take("}"), let least { return (least, least) }
            if take(",") {
                let most = number()
                if take("}"), least != nil || most != nil { return (least ?? 0, most) }
            }
        }
        position = start
        return nil
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let next, ("0"..."9").contains(next) {
            // More than any program may hold is all the same.
            value = min((value ?? 0) * 10 + Int(next.value - 0x30), Program.largest + 1)
            position += 1
        }
        return value
    }
}

extension PatternParser {
    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func take(_ text: String) -> Bool {
        let wanted = text.unicodeScalars
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    func folded(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.ignoringCase : set }

    func error(_ problem: PatternError.Problem, at place: Int) -> PatternError {
        let before = String(String.UnicodeScalarView(scalars[..<place]))
        return PatternError(problem: problem, position: before.count + 1)
    }
}
