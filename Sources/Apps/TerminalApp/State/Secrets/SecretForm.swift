import ServerModel
import TerminalKit

/// The secrets of one server as a form: typed here, looked over, and only then stored. Pure; lives in memory alone.
struct SecretForm {
    let server: ServerID
    let purpose: Purpose
    /// Where values will be kept, for people; `nil` when no store takes any.
    let store: SecretStoreReport?
    var fields: [SecretField]
    /// The field with the cursor.
    private(set) var focus = 0
    var step = Step.fields
    var question: Question?
    /// Until when the focused field is shown as it is.
    var revealedUntil: Timestamp?

    enum Purpose: Hashable {
        /// All of a server's secrets.
        case setup
        /// Another value for one, on trial.
        case rotate
    }

    enum Step: Hashable {
        case fields
        /// Everything is listed; a button is chosen.
        case review(appliesNext: Bool, problem: ErrorReport?)
        /// The daemon has it; answers of other generations are late.
        case applying(generation: Int)
        case applied(names: [String], store: String)
    }

    /// What must be answered before going on.
    enum Question: Hashable {
        /// Esc, with something typed.
        case leave(chosen: Int)
        /// Several lines were pasted.
        case lines(SecretValue, chosen: Int)

        var options: [String] {
            switch self {
            case .leave: ["Go on", "Keep draft", "Discard"]
            case .lines: ["Keep lines", "Join to one", "Cancel"]
            }
        }

        var chosen: Int {
            switch self {
            case .leave(let chosen), .lines(_, let chosen): chosen
            }
        }

        func choosing(_ index: Int) -> Question {
            let index = (index + options.count) % options.count
            return switch self {
            case .leave: .leave(chosen: index)
            case .lines(let text, _): .lines(text, chosen: index)
            }
        }
    }

    /// How long a secret is shown.
    static let revealing = Duration.seconds(10)

    /// - Parameter first: the field to begin with; `nil`: the first that lacks a value.
    init(_ secrets: ServerSecrets, _ purpose: Purpose, first: String? = nil) {
        server = secrets.server
        self.purpose = purpose
        store = secrets.store
        let asked = secrets.secrets.filter { $0.demand != .none || $0.name == first }
        fields = (purpose == .rotate ? asked.filter { $0.name == first } : asked).map(SecretField.init)
        focus = fields.firstIndex { first == nil ? $0.isEditable && $0.isLacking : $0.name == first } ?? firstEditable
    }

    private var firstEditable: Int { fields.firstIndex { $0.isEditable } ?? 0 }

    /// Something was typed that would be lost.
    var isDirty: Bool {
        if case .applied = step { return false }
        return fields.contains { $0.draft != nil }
    }

    /// What would be stored, by name.
    var values: [String: SecretValue] {
        Dictionary(fields.compactMap { field in field.draft.map { (field.name, $0) } }) { $1 }
    }

    /// Its place among ``fields``.
    var focusedIndex: Int { focus }
    var focused: SecretField? { fields.indices.contains(focus) ? fields[focus] : nil }

    func isRevealed(at now: Timestamp) -> Bool { revealedUntil.map { now < $0 } ?? false }

    // MARK: Moving

    /// Goes to the next field, or to the review behind the last; only if the present one is in order.
    mutating func goForward() {
        guard fields.indices.contains(focus) else { return }
        revealedUntil = nil
        fields[focus].check()
        guard fields[focus].problems.isEmpty else { return }
        if let next = fields.indices.first(where: { $0 > focus && fields[$0].isEditable }) { focus = next } else { review() }
    }

    /// Goes back a field; nothing is checked.
    mutating func goBack() {
        revealedUntil = nil
        if let before = fields.indices.last(where: { $0 < focus && fields[$0].isEditable }) { focus = before }
    }

    /// Looks everything over; a field that is not in order gets the cursor instead.
    mutating func review() {
        for index in fields.indices where fields[index].isEditable { fields[index].check() }
        if let wrong = fields.firstIndex(where: { !$0.problems.isEmpty }) {
            focus = wrong
        } else {
            step = .review(appliesNext: true, problem: nil)
        }
    }

    /// Back from the review, to the field that was last.
    mutating func goBackToFields() {
        step = .fields
        if fields.indices.contains(focus), !fields[focus].isEditable { focus = firstEditable }
    }

    // MARK: Typing

    mutating func type(_ key: KeyPress) {
        guard fields.indices.contains(focus) else { return }
        _ = fields[focus].type(key)
    }

    /// Puts pasted text into the focused field; returns how many characters, `nil` when a question comes first.
    mutating func paste(_ text: String) -> Int? {
        guard fields.indices.contains(focus) else { return 0 }
        var text = text
        if text.last?.isNewline == true { text.removeLast() }
        guard !text.contains(where: \.isNewline) || !fields[focus].isEditable || fields[focus].choices != nil else {
            question = .lines(SecretValue(text), chosen: 0)
            return nil
        }
        return fields[focus].paste(text)
    }

    /// Answers the question about pasted lines; returns how many characters were pasted.
    mutating func answerLines() -> Int? {
        guard case .lines(let text, let chosen) = question, fields.indices.contains(focus) else { return nil }
        question = nil
        switch chosen {
        case 0:
            fields[focus].paste(lines: text.revealed)
            return text.revealed.count
        case 1: return fields[focus].paste(text.revealed.split(whereSeparator: \.isNewline).joined())
        default: return nil
        }
    }

    /// Gives up everything that was typed.
    mutating func wipe() {
        for index in fields.indices { fields[index].clear() }
    }
}
