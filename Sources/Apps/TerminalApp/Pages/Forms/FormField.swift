import ServerModel
import TerminalKit

/// One labelled question of a form: what is asked, and what was typed so far.
struct FormField {
    enum Kind: Hashable, Sendable {
        case line
        /// One of a few words.
        case choice([String])
        /// Any number of lines, each a value of its own.
        case lines
        /// A line that is not shown.
        case secret
    }

    /// Names it within its form: the key of the definition it stands for.
    let id: String
    let label: String
    /// What it is for; shown while it has the cursor.
    let about: String
    /// Stands where nothing was typed.
    let hint: String
    let kind: Kind
    let isRequired: Bool
    /// What is wrong with a value, of ``Kind/lines`` with each of them; `nil` when nothing is.
    let check: @Sendable (String) -> String?
    /// What is understood by a value; `nil` where that need not be said.
    let understood: @Sendable (String) -> String?

    /// One for each line; never empty.
    private(set) var editors: [LineEditor]
    /// The line with the cursor.
    private(set) var row = 0
    /// What is wrong with what was typed; `nil` until it was left forward, and while nothing is.
    private(set) var problem: String?
    private let original: [String]
    /// What an editor of one line shows otherwise than it is, such as line breaks, as it is. A value nobody touched stays itself.
    private let uncleaned: [String: String]

    init(
        _ id: String, _ label: String, kind: Kind = .line, values: [String] = [], about: String, hint: String = "",
        isRequired: Bool = false, check: @escaping @Sendable (String) -> String? = { _ in nil },
        understood: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.id = id
        self.label = label
        self.kind = kind
        self.about = about
        self.hint = hint
        self.isRequired = isRequired
        self.check = check
        self.understood = understood
        editors = (values.isEmpty ? [""] : values).map { LineEditor($0, isVerbatim: kind == .secret) }
        original = values.filter { !$0.isEmpty }
        uncleaned = Dictionary(zip(editors.map(\.text), values).filter { $0 != $1 }) { first, _ in first }
    }

    /// What was typed, line by line; nothing for what is empty.
    var values: [String] { editors.map { uncleaned[$0.text] ?? $0.text }.filter { !$0.isEmpty } }
    var value: String { values.first ?? "" }
    /// Whether something else is there than in the beginning.
    var isChanged: Bool { values != original }
    var editor: LineEditor { editors[row] }

    // MARK: Typing

    mutating func type(_ key: KeyPress) {
        if case .choice(let words) = kind { return choose(key, among: words) }
        if kind == .lines, key == .backspace, editor.isEmpty, editors.count > 1 {
            editors.remove(at: row)
            row = max(0, row - 1)
            return
        }
        _ = editors[row].handle(key)
        if problem != nil { validate() }
    }

    /// Whether a paste of several lines would have to become one.
    var takesOneLine: Bool { kind == .line || kind == .secret }

    /// How many characters were put in.
    mutating func paste(_ text: String) -> Int {
        if case .choice = kind { return 0 }
        guard kind == .lines else {
            defer { if problem != nil { validate() } }
            return editors[row].paste(text)
        }
        var count = 0
        for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
            if index > 0 { addLine() }
            count += editors[row].paste(String(line))
        }
        return count
    }

    private mutating func choose(_ key: KeyPress, among words: [String]) {
        let index = words.firstIndex(of: value) ?? 0
        let chosen: String?
        switch key {
        case .right, .character(" "): chosen = words[(index + 1) % words.count]
        case .left: chosen = words[(index + words.count - 1) % words.count]
        case .character(let letter): chosen = words.first { $0.hasPrefix(letter.lowercased()) }
        default: chosen = nil
        }
        if let chosen { editors[0].replace(with: chosen) }
    }

    // MARK: Lines

    /// Another line below the present one.
    mutating func addLine() {
        row += 1
        editors.insert(LineEditor(), at: row)
    }

    /// Whether there was a line to go to.
    mutating func goDown() -> Bool {
        guard row + 1 < editors.count else { return false }
        row += 1
        return true
    }

    mutating func goUp() -> Bool {
        guard row > 0 else { return false }
        row -= 1
        return true
    }

    // MARK: Checking

    /// Says what is wrong with it.
    mutating func validate() {
        problem = isRequired && values.isEmpty ? "is needed" : values.lazy.compactMap(check).first
    }

    /// What the daemon says of it.
    mutating func object(_ words: String) { problem = words }

    mutating func wipe() { editors = [LineEditor()] }
}
