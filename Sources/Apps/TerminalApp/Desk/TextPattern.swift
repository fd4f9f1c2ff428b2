import PatternMatching

/// What was typed into a filter or a search: a piece of text, or a regular expression when it looks like one.
///
/// Smart case: a pattern without capitals finds capitals too. An expression that is not valid (yet, while it is typed) is
/// looked for literally, and ``error`` says so. Whatever is typed, a search takes time in proportion to the text.
struct TextPattern {
    /// As typed.
    let source: String
    /// Why it is no regular expression; `nil` when it is one, or plain text.
    let error: String?
    /// Whether it is a regular expression, and a valid one.
    let isExpression: Bool
    /// Whether capitals do not matter.
    let ignoresCase: Bool
    /// `nil`: too long to be looked for.
    private let pattern: Pattern?

    /// Lines are searched up to this many bytes, so that one endless line cannot hold up the screen.
    private static let searchedBytes = 8_192
    private static let signs = #".*+?[](){}|^$\"#

    init(_ source: String) {
        self.source = source
        ignoresCase = !source.contains(where: \.isUppercase)
        let looksLikeExpression = source.contains(where: Self.signs.contains)
        let expression = looksLikeExpression ? try? Pattern(source, ignoringCase: ignoresCase) : nil
        isExpression = expression != nil
        pattern = expression ?? (try? Pattern(Self.escaped(source), ignoringCase: ignoresCase))
        error =
            pattern == nil
            ? "too long to be searched for"
            : looksLikeExpression && !isExpression ? "not a regular expression, searched as it is" : nil
    }

    var isEmpty: Bool { source.isEmpty }

    func matches(_ text: String) -> Bool {
        isEmpty || pattern?.matches(utf8: text.utf8.prefix(Self.searchedBytes)) == true
    }

    /// Every match from left to right, none of them empty.
    func ranges(in text: String) -> [Range<String.Index>] {
        isEmpty ? [] : pattern?.ranges(in: Substring(text.utf8.prefix(Self.searchedBytes))) ?? []
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { signs.contains($0) ? ["\\", $0] : [$0] })
    }
}
