import ServerModel
import TerminalKit

/// The secrets of one server as a form: typed here, looked over, and only then stored. Pure; lives in memory alone.
struct SecretForm {
    let server: ServerID
    let purpose: Purpose
    /// Where values will be kept; `nil`, or one with a problem, when no store takes any.
    let store: SecretStoreReport?
    var fields: [SecretField]
    /// The field with the cursor.
    private(set) var focus = 0
    var step = Step.fields
    /// Nothing is shown as it is behind a question.
    var question: Question? { didSet { if question != nil { revealedUntil = nil } } }
    /// Until when the focused field is shown as it is.
    var revealedUntil: Timestamp?
    /// How the definition is to change, as the daemon says.
    var proposal = Proposal.none
    /// What the definition says since it was changed.
    private(set) var settled: [Settled] = []

    enum Purpose: Hashable {
        /// All of a server's secrets.
        case setup
        /// Another value for the one of this name, on trial.
        case rotate(String)

        /// The verb of `mcp-manager secrets`.
        var verb: String { self == .setup ? "set" : "rotate" }
    }

    /// Which form it is: a draft is offered again when the same one is opened.
    struct Identity: Hashable {
        var server: ServerID
        var purpose: Purpose
    }

    var identity: Identity { Identity(server: server, purpose: purpose) }

    enum Step: Hashable {
        case fields
        /// Everything is listed; a button is chosen.
        case review(appliesNext: Bool, problem: ErrorReport?)
        /// The daemon changes the definition; what was typed is stored when that is done.
        case changing(generation: Int)
        /// The daemon has it; answers of other generations are late.
        case applying(generation: Int)
        case applied(names: [String], store: String)
    }

    enum Proposal: Hashable {
        case none
        /// The daemon was asked; answers of other generations are late.
        case asked(generation: Int)
        case made(DefinitionEdited)
    }

    /// What a definition says of a secret's source.
    struct Settled: Hashable {
        var name: String
        /// `nil` where it is kept here.
        var from: String?
    }

    /// What must be answered before going on.
    enum Question: Hashable {
        /// Esc, with something typed.
        case leave(chosen: Int)
        /// Several lines were pasted.
        case lines(SecretValue, chosen: Int)

        var options: [String] {
            switch self {
            case .leave: ["Keep editing", "Keep draft", "Discard"]
            case .lines: ["Keep lines", "Join", "Cancel"]
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

    /// - Parameters:
    ///   - first: the field to begin with; `nil`: the first that lacks a value.
    ///   - names: secrets that have a field although nobody asks for them.
    init(_ secrets: ServerSecrets, _ purpose: Purpose, first: String? = nil, keeping names: Set<String> = []) {
        server = secrets.server
        self.purpose = purpose
        store = secrets.store
        let asked = secrets.secrets.filter { secret in
            switch purpose {
            case .setup: secret.demand != .none || secret.name == first || names.contains(secret.name)
            case .rotate(let name): secret.name == name
            }
        }
        fields = asked.map(SecretField.init)
        focus = fields.firstIndex { first == nil ? $0.isLacking : $0.name == first } ?? firstWithoutValue
    }

    /// A draft taken up again: asks what is asked now, with what was typed then.
    func resumed(with secrets: ServerSecrets, first: String? = nil) -> SecretForm {
        // What was typed is in the form, whether or not it is asked for now.
        let typed = Set(fields.filter(\.isTouched).map(\.name))
        var form = SecretForm(secrets, purpose, first: first ?? focused?.name, keeping: typed)
        for index in form.fields.indices {
            if let earlier = fields.first(where: { $0.name == form.fields[index].name }) { form.fields[index].resume(earlier) }
        }
        return form
    }

    /// Where nothing is lacking but what is elsewhere, that may be why the server waits.
    private var firstWithoutValue: Int { fields.firstIndex { $0.requirement.required && !$0.isSet } ?? 0 }

    /// Something was typed that would be lost.
    var isDirty: Bool {
        if case .applied = step { return false }
        return fields.contains(where: \.isTouched)
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
        if fields.indices.contains(focus + 1) { focus += 1 } else { review() }
    }

    /// Goes back a field; nothing is checked.
    mutating func goBack() {
        revealedUntil = nil
        focus = max(0, focus - 1)
    }

    /// Looks everything over; a field that is not in order gets the cursor instead.
    mutating func review() {
        for index in fields.indices { fields[index].check() }
        if let wrong = fields.firstIndex(where: { !$0.problems.isEmpty }) {
            focus = wrong
        } else {
            step = .review(appliesNext: true, problem: nil)
        }
    }

    /// Back from the review, to the field that was last.
    mutating func goBackToFields() {
        (step, proposal) = (.fields, .none)
    }

    // MARK: Sources

    /// Whether secrets may be from elsewhere: another value on trial is typed.
    var hasSources: Bool { purpose == .setup }

    /// Goes to the next source of the focused field.
    mutating func switchSource() {
        guard hasSources, fields.indices.contains(focus) else { return }
        revealedUntil = nil
        fields[focus].switchSource()
    }

    /// What is to change in the definition.
    var edits: [DefinitionEdit] { fields.flatMap(\.edits) }

    /// The definition says what it was to say.
    mutating func settle() {
        proposal = .none
        for index in fields.indices {
            if let now = fields[index].settle() { settled.append(now) }
        }
    }

    // MARK: Typing

    mutating func type(_ key: KeyPress) {
        guard fields.indices.contains(focus) else { return }
        _ = fields[focus].type(key)
    }

    /// Puts pasted text into the focused field; returns how many characters, `nil` when a question comes first.
    mutating func paste(_ text: String) -> Int? {
        guard fields.indices.contains(focus) else { return 0 }
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count > 1 else { return fields[focus].paste(lines.first.map { String($0) } ?? "") }
        guard fields[focus].takesLines else {
            fields[focus].refuseLines()
            return 0
        }
        question = .lines(SecretValue(text.last?.isNewline == true ? String(text.dropLast()) : text), chosen: 0)
        return nil
    }

    /// Answers the question about pasted lines; returns how many characters were pasted.
    mutating func answerLines() -> Int? {
        guard case .lines(let text, let chosen) = question, fields.indices.contains(focus) else { return nil }
        question = nil
        switch chosen {
        case 0:
            return fields[focus].paste(lines: text.revealed)
        case 1: return fields[focus].paste(text.revealed.split(whereSeparator: \.isNewline).joined())
        default: return nil
        }
    }

    /// Gives up everything that was typed.
    mutating func wipe() {
        for index in fields.indices { fields[index].reset() }
    }
}
