/// What a theme file says, before colours are looked up: inheriting themes may change the palette under their parent's styles.
struct ThemeSource: Sendable {
    /// A value with the line it stands on; 0 for inherited ones, which were checked where they stand.
    struct Value: Sendable {
        var text: String
        var line: Int
    }

    var palette: [String: Value] = [:]
    var styles: [String: Value] = [:]
    var monoStyles: [String: Value] = [:]

    var isEmpty: Bool { palette.isEmpty && styles.isEmpty && monoStyles.isEmpty }

    /// This source where it says something, the parent's elsewhere.
    func inheriting(from parent: ThemeSource) -> ThemeSource {
        func inherited(_ values: [String: Value]) -> [String: Value] {
            values.mapValues { Value(text: $0.text, line: 0) }
        }
        return ThemeSource(
            palette: inherited(parent.palette).merging(palette) { _, own in own },
            styles: inherited(parent.styles).merging(styles) { _, own in own },
            monoStyles: inherited(parent.monoStyles).merging(monoStyles) { _, own in own })
    }
}

/// Something in a theme file that was left out of account.
public struct ThemeWarning: Hashable, Sendable {
    /// Counted from 1; 0 for the file as a whole.
    public var line: Int
    /// What is wrong, in one sentence.
    public var problem: String
    /// What to write instead, in one sentence.
    public var fix: String

    /// A warning about one line, or (0) the whole file.
    public init(line: Int, problem: String, fix: String) {
        self.line = line
        self.problem = problem
        self.fix = fix
    }
}

extension ThemeWarning: CustomStringConvertible {
    public var description: String { (line > 0 ? "line \(line): " : "") + "\(problem) — \(fix)" }
}
