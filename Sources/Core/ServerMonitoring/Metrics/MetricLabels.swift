/// What tells the samples of a family apart: names with values, sorted by name.
///
/// An empty value means the same as no label, and is left out. Values have no control characters but tabs and newlines: they
/// are foreign text, and people read them in terminals.
public struct MetricLabels: Hashable, Sendable {
    public struct Label: Hashable, Sendable {
        public let name, value: String
    }

    /// Sorted by name; each name is there once.
    public private(set) var all: [Label] = []

    /// Those of `pairs` whose names are valid; of several with one name the first.
    public init(_ pairs: some Sequence<(String, String)>) {
        for (name, value) in pairs where MetricName.isValidLabel(name) {
            _ = insert(name, value)
        }
    }

    /// Labels that somebody else has written: `nil` when a name is invalid or there twice.
    init?(foreign pairs: some Sequence<(String, String)>) {
        var names: Set<String> = []
        for (name, value) in pairs {
            guard MetricName.isValidLabel(name), names.insert(name).inserted else { return nil }
            _ = insert(name, value)
        }
    }

    /// The value of a label; `nil` when there is none.
    public subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Adds a label, unless there is one of that name or its value is empty.
    private mutating func insert(_ name: String, _ value: String) -> Bool {
        guard !value.isEmpty else { return false }
        let place = all.firstIndex { $0.name >= name } ?? all.endIndex
        guard place == all.endIndex || all[place].name != name else { return false }
        all.insert(Label(name: name, value: Self.cleaned(value)), at: place)
        return true
    }

    /// With `name` set to `value`; a label that had this name is kept as `exported_NAME`, the way Prometheus does it.
    func adding(_ name: String, _ value: String) -> MetricLabels {
        var pairs = all.map { ($0.name, $0.value) }
        if let place = pairs.firstIndex(where: { $0.0 == name }) {
            var other = "exported_\(name)"
            while self[other] != nil { other = "exported_\(other)" }
            pairs[place].0 = other
        }
        return MetricLabels(pairs + [(name, value)])
    }

    /// The text with U+FFFD in place of control characters other than tabs and newlines.
    static func cleaned(_ text: String) -> String {
        // Asked for every call of a tool; a text from elsewhere may not be in one piece.
        let isClean = text.utf8.withContiguousStorageIfAvailable { Self.isClean($0) } ?? Self.isClean(text.utf8)
        return isClean ? text : replaced(text)
    }

    private static func isClean(_ bytes: some Sequence<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            let isControl = (byte < 0x20 && byte != 0x09 && byte != 0x0A) || byte == 0x7F
            // In UTF-8 the characters U+0080 to U+009F are C2 80 to C2 9F.
            if isControl || (previous == 0xC2 && byte < 0xA0) { return false }
            previous = byte
        }
        return true
    }

    private static func replaced(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x09, 0x0A: scalar
            case 0..<0x20, 0x7F..<0xA0: "\u{FFFD}" as Unicode.Scalar
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension MetricLabels: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral pairs: (String, String)...) { self.init(pairs) }
}
