/// How foreign text wants to look: parameters of SGR (ECMA-48 §8.3.117), read and written anew, so that nothing else can be in them.
struct GraphicRendition: Hashable, Sendable {
    /// Between a CSI and an `m`; empty: as other text.
    var parameters: String

    /// Nobody asks for more at once.
    private static let most = 16

    /// What `attributes` ask for; as other text when that is anything but numbers with a meaning.
    ///
    /// Concealment (8) is left out: a log hides nothing.
    init(_ attributes: String) {
        parameters = ""
        let parts = attributes.split(separator: ";", maxSplits: Self.most, omittingEmptySubsequences: false)
        guard attributes.utf8.count <= 64, parts.count <= Self.most else { return }
        var accepted: [String] = []
        var rest = parts[...]
        while let part = rest.popFirst() {
            // A colour of a table or of red, green and blue: `38:5:208` in one, or `38`, `5`, `208`.
            var numbers = part.split(separator: ":", omittingEmptySubsequences: false).map(Self.number)
            guard let first = numbers[0], first <= 107 else { return }
            let isExtended = first == 38 || first == 48
            if isExtended, numbers.count == 1 {
                let count = rest.first == "2" ? 4 : 2
                numbers += rest.prefix(count).map(Self.number)
                rest = rest.dropFirst(count)
                guard Self.isColor(numbers) else { return }
                accepted.append(numbers.map { "\($0 ?? 0)" }.joined(separator: ";"))
            } else if isExtended {
                guard Self.isColor(numbers) else { return }
                // An empty number is the space of colours, which nobody names.
                accepted.append(numbers.map { $0.map { "\($0)" } ?? "" }.joined(separator: ":"))
            } else {
                // `4:3` is a wavy underline.
                guard numbers.count <= 2, let last = numbers.last ?? nil, numbers.count == 1 || last <= 5 else { return }
                if first != 8 { accepted.append(numbers.map { "\($0 ?? 0)" }.joined(separator: ":")) }
            }
        }
        parameters = accepted.joined(separator: ";")
    }

    init(ours parameters: StaticString) { self.parameters = parameters.description }

    /// `text`, which must be harmless already, as it wants to look.
    func around(_ text: String) -> String {
        parameters.isEmpty || text.isEmpty ? text : "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
    }

    /// This and what `other` asks for beside it.
    func with(_ other: GraphicRendition) -> GraphicRendition {
        var both = self
        both.parameters = [parameters, other.parameters].filter { !$0.isEmpty }.joined(separator: ";")
        return both
    }

    /// 0–255 of at most three digits; nothing else.
    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
            return nil
        }
        return number <= 255 ? number : nil
    }

    /// `38 5 N`, `38 2 R G B`, or the latter with a fourth number before.
    private static func isColor(_ numbers: [Int?]) -> Bool {
        guard numbers.count > 2, let kind = numbers[1] else { return false }
        switch kind {
        case 5: return numbers.count == 3 && numbers[2] != nil
        case 2: return (5...6).contains(numbers.count) && numbers.suffix(3).allSatisfy { $0 != nil }
        default: return false
        }
    }
}
