import ServerModel
import TerminalKit

/// The form for secrets as questions, one line each, over the same fields as the one on the screen: a field, what is wrong with it
/// under it, everything once more, and only then stored. Pure; the lines of answers are given to it.
struct PlainSecretForm {
    private var form: SecretForm
    private var step: Step

    private enum Step: Hashable {
        /// The field's index.
        case field(Int)
        case review
        case agreed
        case left
    }

    init(_ secrets: ServerSecrets) {
        form = SecretForm(secrets, .setup)
        step = .left
        if obstacle == nil, let first = nextField(from: 0) { step = .field(first) }
    }

    /// Why nothing could be stored; then nothing is asked either.
    var obstacle: ErrorReport? {
        guard let store = form.store else {
            return ErrorReport(
                code: "no-store", problem: "no store takes values", remedy: "run 'mcp-manager doctor' to see why")
        }
        return store.problem
    }

    /// What is said before the first question.
    var opening: [SafeText] {
        guard let store = form.store, obstacle == nil else { return [] }
        guard case .field(let index) = step else { return [SafeText("\(form.server) has no secret that is kept here.")] }
        let lead = SafeText("Secrets of \(form.server), kept in the \(store.kind.title).")
        let keys: SafeText = "An empty line leaves a value as it is, < goes back. Ctrl-C leaves without storing anything."
        return [lead, keys] + introduction(of: index)
    }

    /// What to answer next; `nil` when nothing is to be answered any more.
    var question: PlainQuestion? {
        switch step {
        case .field(let index):
            form.fields[index].isMasked
                ? PlainQuestion(text: SafeText("\(form.fields[index].name), not shown while you type: "), isHidden: true)
                : PlainQuestion(text: SafeText("\(form.fields[index].name): "))
        case .review: PlainQuestion(text: "Store? Type yes, no to leave without storing, or < to go back: ")
        case .agreed, .left: nil
        }
    }

    /// What to store, once that was agreed to.
    var agreed: [String: SecretValue]? { step == .agreed ? form.values : nil }

    /// Takes an answer; returns what is said to it.
    mutating func take(_ answer: SecretValue?) -> [SafeText] {
        guard let answer else {
            step = .left
            form.wipe()
            return ["Nothing was stored."]
        }
        switch step {
        case .field(let index) where answer.revealed == "<": return goBack(before: index)
        case .field(let index): return take(answer, for: index)
        case .review where answer.revealed == "<": return goBack(before: form.fields.endIndex)
        case .review: return decide(answer.revealed.lowercased())
        case .agreed, .left: return []
        }
    }

    private mutating func take(_ answer: SecretValue, for index: Int) -> [SafeText] {
        // Nothing typed leaves what was typed before somebody went back.
        if !answer.isEmpty { form.fields[index].clear() }
        if !answer.isEmpty, !form.fields[index].enter(answer.revealed) {
            return [SafeText("error: choose one of \((form.fields[index].choices ?? []).joined(separator: ", "))")]
        }
        form.fields[index].check()
        let problems = form.fields[index].problems
        guard problems.isEmpty else {
            form.fields[index].clear()
            let advice = form.fields[index].requirement.advice
            return problems.map { SafeText("error: \($0)") } + (advice.isEmpty ? [] : [SafeText(advice)])
        }
        if let next = nextField(from: index + 1) {
            step = .field(next)
            return introduction(of: next)
        }
        guard !form.values.isEmpty else {
            step = .left
            return ["Nothing was typed, nothing is stored."]
        }
        step = .review
        return review
    }

    /// The question before this one, once more.
    private mutating func goBack(before index: Int) -> [SafeText] {
        guard let earlier = form.fields.indices.last(where: { $0 < index && form.fields[$0].isAsked }) else {
            return ["There is no question before this one."]
        }
        step = .field(earlier)
        return introduction(of: earlier)
    }

    private mutating func decide(_ answer: String) -> [SafeText] {
        switch answer {
        case "y", "yes":
            step = .agreed
            return []
        case "n", "no":
            step = .left
            form.wipe()
            return ["Nothing was stored."]
        default: return ["error: type yes, no or <"]
        }
    }

    private func nextField(from index: Int) -> Int? {
        form.fields.indices.first { $0 >= index && form.fields[$0].isAsked }
    }

    // MARK: Words

    private func introduction(of index: Int) -> [SafeText] {
        let field = form.fields[index]
        let asked = form.fields.indices.filter { form.fields[$0].isAsked }
        let place = (asked.firstIndex(of: index) ?? 0) + 1
        let demand = field.status.demand == .declared && !field.requirement.required ? "optional" : "required"
        var lines = [
            SafeText(
                "\(place) of \(asked.count): \(field.name), \(demand), \(field.requirement.type.rawValue), now \(state(field))."
            )
        ]
        if let description = field.requirement.description { lines.append(SafeText(description)) }
        if let choices = field.choices { lines.append(SafeText("One of: " + choices.joined(separator: ", "))) }
        return lines
    }

    private func state(_ field: SecretField) -> SafeText {
        field.draft == nil ? SecretLook(field.status, glyphs: .ascii).word : "typed"
    }

    /// What will be stored, and what stays; of what is hidden, only that it was typed.
    private var review: [SafeText] {
        ["Review:"]
            + form.fields.map { field in
                let fate: String
                if let draft = field.draft {
                    fate = field.isMasked ? "will be stored, \(draft.revealed.count) characters" : "will be '\(draft.revealed)'"
                } else {
                    fate = "stays \(state(field))"
                }
                return SafeText("\(field.name) \(fate).")
            }
    }

    /// What is said when the values are stored.
    static func closing(_ count: Int, _ applied: SecretsApplied) -> [SafeText] {
        let amount = count == 1 ? "1 value" : "\(count) values"
        let store = applied.secrets.store?.kind.title ?? "store"
        let look = ServerLook(applied.status, glyphs: .ascii)
        return [
            SafeText("Stored \(amount) in the \(store)."), SafeText("\(applied.status.id) is \(look.word.string)."),
        ]
    }
}

extension SecretField {
    /// Not what is kept elsewhere: a line could be a value or a place, and nobody could tell.
    fileprivate var isAsked: Bool { source == .typed }

    /// Takes a typed line as the value; `false` when it is none of the choices.
    fileprivate mutating func enter(_ line: String) -> Bool {
        guard let choices else {
            _ = paste(line)
            return true
        }
        guard let wanted = choices.first(where: { $0.lowercased() == line.lowercased() }) else { return false }
        // The choices come one after another.
        for _ in choices where draft?.revealed != wanted { _ = type(.right) }
        return true
    }
}
