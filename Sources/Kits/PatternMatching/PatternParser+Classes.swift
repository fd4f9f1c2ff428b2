/// What stands for one scalar: escapes and classes in square brackets.
extension PatternParser {
    /// What an escape stands for.
    enum Escaped {
        case scalar(Unicode.Scalar)
        case several(ScalarSet)

        var set: ScalarSet {
            switch self {
            case .scalar(let scalar): ScalarSet(scalar)
            case .several(let set): set
            }
        }
    }

    /// Behind the backslash, which is at `start`.
    mutating func escape(from start: Int) throws(PatternError) -> Escaped {
        guard let letter = next else { throw error(.endsInBackslash, at: start) }
        position += 1
        switch letter {
        case "d": return .several(.digits)
        case "D": return .several(ScalarSet.digits.inverted)
        case "w": return .several(.word)
        case "W": return .several(ScalarSet.word.inverted)
        case "s": return .several(.spaces)
        case "S": return .several(ScalarSet.spaces.inverted)
        case "n": return .scalar("\n")
        case "t": return .scalar("\t")
        case "r": return .scalar("\r")
        case "f": return .scalar("\u{C}")
        case "v": return .scalar("\u{B}")
        case "e": return .scalar("\u{1B}")
        case "0": return .scalar("\0")
        case "x": return .scalar(try code(from: start, digits: 2))
        case "u": return .scalar(try code(from: start, digits: 4))
        case "1"..."9", "k": throw error(.backReference, at: start)
        case "p", "P": throw error(.characterProperty, at: start)
        case "a"..."z", "A"..."Z": throw error(.unknownEscape(Character(letter)), at: start)
        default: return .scalar(letter)
        }
    }

    /// So many digits, or one to eight in braces.
    private mutating func code(from start: Int, digits: Int) throws(PatternError) -> Unicode.Scalar {
        let isBraced = take("{")
        let first = position
        var value: UInt32 = 0
        while let next, next.isASCII, let digit = Character(next).hexDigitValue, position - first < (isBraced ? 8 : digits) {
            value = value << 4 | UInt32(digit)
            position += 1
        }
        let isComplete = isBraced ? position > first && take("}") : position - first == digits
        guard isComplete, let scalar = Unicode.Scalar(value) else { throw error(.badCharacterCode, at: start) }
        return scalar
    }

    /// Behind the opening bracket, which is at `start`. A bracket that closes is one of the class where it comes first.
    mutating func characterClass(from start: Int) throws(PatternError) -> ScalarSet {
        let isInverted = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while isFirst || next != "]" {
            isFirst = false
            guard next != nil else { throw error(.unclosedClass, at: start) }
            let place = position
            switch try member(of: start) {
            case .several(let set): ranges += set.ranges
            case .scalar(let low):
                guard let high = try upperBound(of: start) else {
                    ranges.append(low.value...low.value)
                    continue
                }
                guard low.value <= high.value else { throw error(.reversedRange, at: place) }
                ranges.append(low.value...high.value)
            }
        }
        position += 1
        // What is excluded is excluded in both cases.
        let set = folded(ScalarSet(ranges))
        return isInverted ? set.inverted : set
    }

    private mutating func member(of start: Int) throws(PatternError) -> Escaped {
        let place = position
        guard let scalar = next else { throw error(.unclosedClass, at: start) }
        position += 1
        if scalar == "\\" { return take("b") ? .scalar("\u{8}") : try escape(from: place) }
        if scalar == "[", next == ":", namedClassEnds { throw error(.namedClass, at: place) }
        return .scalar(scalar)
    }

    /// `nil`, and nothing is read, where the member before is no range's beginning. A minus sign at the end stands for itself.
    private mutating func upperBound(of start: Int) throws(PatternError) -> Unicode.Scalar? {
        let place = position
        guard take("-"), let next, next != "]" else {
            position = place
            return nil
        }
        if case .scalar(let high) = try member(of: start) { return high }
        // `[a-\d]`: a, the minus sign and digits.
        position = place
        return nil
    }

    private var namedClassEnds: Bool {
        var place = position + 1
        while place < scalars.count, scalars[place].properties.isAlphabetic { place += 1 }
        return place > position + 1 && scalars[place...].starts(with: ":]".unicodeScalars)
    }
}
