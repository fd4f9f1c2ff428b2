import ModelContextProtocol
import TerminalKit

/// One argument in the form: what is asked, what was typed so far, and what is wrong with it.
struct ToolField: Sendable {
    let argument: ToolArgument
    /// One; of a list as many as it has items, and an empty one to type the next into.
    private(set) var lines = [LineEditor(isVerbatim: true)]
    /// The line with the cursor.
    private(set) var line = 0
    /// A pasted text of several lines, which no line can be edited in.
    private(set) var block: String?
    /// Which of ``options`` is chosen; `nil`: none.
    private(set) var choice: Int?
    /// `nil` until it was left forward, and while nothing is wrong.
    private(set) var problem: String?

    /// What was typed, read as a value.
    enum Outcome: Hashable {
        case unset
        case value(JSONValue)
        case wrong(String)
    }

    /// - Parameter value: what it shall hold; `nil`: nothing yet.
    init(_ argument: ToolArgument, _ value: JSONValue? = nil) {
        self.argument = argument
        if argument.isRequired, options?.count == 1 { choice = 0 }
        if let value { fill(value) }
    }

    /// The values to choose from, where it is not typed.
    var options: [JSONValue]? {
        switch argument.kind {
        case .toggle: [.bool(true), .bool(false)]
        case .choice(let options): options
        case .text, .integer, .number, .list, .json: nil
        }
    }

    var isList: Bool { if case .list = argument.kind { true } else { false } }
    var isEmpty: Bool { choice == nil && block == nil && lines.allSatisfy(\.isEmpty) }

    private mutating func fill(_ value: JSONValue) {
        if let options {
            choice = options.firstIndex(of: value)
        } else if isList, let items = value.arrayValue {
            lines = items.map { LineEditor(ToolArgument.word($0), isVerbatim: true) } + [LineEditor(isVerbatim: true)]
        } else {
            _ = take(text: argument.kind == .text ? Self.typed(value) : value.description)
        }
    }

    /// An empty text is typed as two quotes, because nothing typed is no text at all.
    private static func typed(_ value: JSONValue) -> String { value == "" ? "\"\"" : ToolArgument.word(value) }

    private mutating func take(text: String) -> Int {
        guard text.contains(where: \.isNewline), argument.kind == .text else { return lines[line].paste(text) }
        block = text
        return text.count
    }

    // MARK: Typing

    mutating func type(_ key: KeyPress) {
        if options != nil {
            choose(key)
        } else if block != nil {
            // As a whole it came, as a whole it goes.
            if [.backspace, .delete, .control("u")].contains(key) { block = nil }
        } else if key == .backspace, lines[line].isEmpty, line > 0 {
            lines.remove(at: line)
            line -= 1
        } else {
            _ = lines[line].handle(key)
        }
        if problem != nil { check() }
    }

    private mutating func choose(_ key: KeyPress) {
        guard let options, !options.isEmpty else { return }
        switch key {
        case .right, .character(" "): choice = choice.map { ($0 + 1) % options.count } ?? 0
        case .left: choice = choice.map { ($0 - 1 + options.count) % options.count } ?? options.count - 1
        case .backspace, .delete, .control("u"): choice = nil
        case .character(let letter):
            let wanted = letter.lowercased()
            // "y" and "n" are what people press for yes and no.
            let words = options.map { $0 == true ? "true yes" : $0 == false ? "false no" : ToolArgument.word($0).lowercased() }
            let start = choice.map { $0 + 1 } ?? 0
            let order = options.indices.map { ($0 + start) % options.count }
            if let index = order.first(where: { words[$0].split(separator: " ").contains { $0.hasPrefix(wanted) } }) {
                choice = index
            }
        default: break
        }
    }

    /// Puts a pasted text where the cursor is; returns how many characters that were. Lines become the items of a list.
    mutating func paste(_ text: String) -> Int {
        guard options == nil else { return 0 }
        let trimmed = text.last?.isNewline == true ? String(text.dropLast()) : text
        var count = 0
        if isList {
            for (index, part) in trimmed.split(whereSeparator: \.isNewline).enumerated() {
                if index > 0 { insertLine() }
                count += lines[line].paste(String(part))
            }
        } else {
            count = take(text: trimmed)
        }
        if problem != nil { check() }
        return count
    }

    // MARK: Moving within

    /// Enter in a list that is not at its end: goes to the next item. `false`: the field is done.
    mutating func goToNextLine() -> Bool {
        guard isList, !lines[line].isEmpty else { return false }
        if line + 1 < lines.count { line += 1 } else { insertLine() }
        return true
    }

    /// Goes up or down within a list; `false`: there is no such line.
    mutating func move(by rows: Int) -> Bool {
        guard isList, lines.indices.contains(line + rows) else { return false }
        line += rows
        return true
    }

    private mutating func insertLine() {
        line += 1
        lines.insert(LineEditor(isVerbatim: true), at: line)
    }

    // MARK: Reading

    /// Says what is wrong with it.
    mutating func check() {
        problem = if case .wrong(let words) = outcome { words } else { nil }
    }

    var outcome: Outcome {
        if let options {
            if let choice, options.indices.contains(choice) { return .value(options[choice]) }
            return argument.isRequired ? .wrong("is required; Space chooses") : .unset
        }
        if isEmpty { return argument.isRequired ? .wrong(emptyWords) : .unset }
        return ToolFieldReading(argument: argument).outcome(block.map { [$0] } ?? lines.map(\.text))
    }

    private var emptyWords: String {
        argument.kind == .text && (argument.limits.shortest ?? 0) == 0 ? "is required; \"\" is an empty text" : "is required"
    }
}
