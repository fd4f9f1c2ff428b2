import Synchronization

/// A regular expression that somebody typed.
///
/// Whatever it is and whatever the text, looking for it takes time in proportion to the text and a bounded amount of memory: nothing is
/// ever tried again. What cannot be had so (references back, looking around) is refused in plain words.
///
/// Texts are read scalar by scalar, so `é` as one scalar is not `é` as two. `\d` is ASCII, `\w`, `\b` and `\s` are Unicode's. `^` and `$` are
/// at the start and end of the text and of every line; `.` is everything but the end of a line. Bytes that are no UTF-8 match nothing.
public struct Pattern: Sendable {
    /// In bytes.
    public static let longestSource = 4_096
    public static let deepestNesting = 200

    /// As typed.
    public let source: String
    /// As asked for; `(?i)` in the source does the same.
    public let ignoresCase: Bool
    private let program: Program
    private let required: (text: RequiredText, isWhole: Bool)?
    private let automata = IdleAutomata()

    /// Throws what is wrong with the pattern, for people.
    public init(_ source: String, ignoringCase: Bool = false) throws(PatternError) {
        self.source = source
        ignoresCase = ignoringCase
        let tree = try PatternParser.tree(of: source, ignoringCase: ignoringCase)
        program = try Program(tree)
        required = RequiredText.of(tree)
    }

    /// Whether there is a match anywhere in a text. An empty one is one too.
    public func matches(_ text: some StringProtocol) -> Bool {
        matches(utf8: text.utf8)
    }

    /// Whether there is a match anywhere in UTF-8: of an array, a slice of one, a buffer.
    public func matches(utf8 bytes: some Sequence<UInt8>) -> Bool {
        bytes.withContiguousStorageIfAvailable { isIn($0) } ?? Array(bytes).withUnsafeBufferPointer { isIn($0) }
    }

    /// Whether there is a match anywhere in UTF-8.
    public func matches(utf8 bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { isIn($0) }
    }

    /// The leftmost match that is not empty, and of those the longest.
    public func firstRange<Text: StringProtocol>(in text: Text) -> Range<String.Index>? {
        ranges(in: text).first
    }

    /// All matches that are not empty, in order, none within another: each the longest of the leftmost behind the one before.
    public func ranges<Text: StringProtocol>(in text: Text) -> [Range<String.Index>] {
        let utf8 = text.utf8
        var (index, offset) = (utf8.startIndex, 0)
        func move(to place: Int) -> String.Index {
            index = utf8.index(index, offsetBy: place - offset)
            offset = place
            return index
        }
        return ranges(utf8: utf8).map { range in
            let start = move(to: range.lowerBound)
            return start..<move(to: range.upperBound)
        }
    }

    /// The same, as places in UTF-8; the first byte's is 0.
    public func ranges(utf8 bytes: some Sequence<UInt8>) -> [Range<Int>] {
        bytes.withContiguousStorageIfAvailable { places(in: $0) } ?? Array(bytes).withUnsafeBufferPointer { places(in: $0) }
    }

    /// How many states and bytes are looked at to find all matches in a text: what its time is in proportion to.
    package func work(in text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            var automaton = LazyAutomaton(program)
            var threads = ThreadSearch(program, in: bytes)
            _ = automaton.hasMatch(in: bytes)
            _ = threads.matches()
            return automaton.work + threads.work
        }
    }

    private func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let required {
            guard required.text.isIn(text) else { return false }
            if required.isWhole { return true }
        }
        var automaton = automata.take() ?? LazyAutomaton(program)
        let answer = automaton.hasMatch(in: text)
        automata.giveBack(automaton)
        if let answer { return answer }
        var threads = ThreadSearch(program, in: text)
        return threads.hasMatch()
    }

    private func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard isIn(text) else { return [] }
        var threads = ThreadSearch(program, in: text)
        return threads.matches()
    }
}

extension Pattern: Hashable {
    public static func == (one: Pattern, other: Pattern) -> Bool {
        // Two spellings of one character are equal as strings, and not as patterns.
        one.source.utf8.elementsEqual(other.source.utf8) && one.ignoresCase == other.ignoresCase
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(ignoresCase)
    }
}

/// Automata between two searches, with what they have found out. Each search has one to itself.
private final class IdleAutomata: Sendable {
    private static let most = 4
    private let idle = Mutex<[LazyAutomaton]>([])

    func take() -> LazyAutomaton? {
        idle.withLock { $0.popLast() }
    }

    func giveBack(_ automaton: LazyAutomaton) {
        idle.withLock { if $0.count < Self.most { $0.append(automaton) } }
    }
}
