import ServerModel
import TerminalKit

/// One secret in the form: what is asked, where it is to be from, and what was typed so far.
struct SecretField {
    private(set) var status: SecretStatus
    private(set) var source: SecretSource
    /// What stands behind the prefix of a reference. Apart from what is typed for the store: that must not come to be seen.
    private(set) var place: LineEditor
    private(set) var editor = LineEditor(isVerbatim: true)
    /// A pasted value of several lines, which no line can be edited in.
    private(set) var block: SecretValue?
    /// What is wrong with what was typed; empty until it was left forward, and while nothing is.
    private(set) var problems: [String] = []

    init(_ status: SecretStatus) {
        self.status = status
        source = SecretSource(status.requirement)
        place = LineEditor(SecretSource.place(in: status.requirement))
    }

    var requirement: SecretRequirement { status.requirement }
    var name: String { requirement.name }

    /// Whether it is one of a few words.
    var choices: [String]? { source == .typed && requirement.type == .choice ? requirement.validation.choices : nil }
    /// Whether several lines may be pasted.
    var takesLines: Bool { source == .typed && choices == nil }
    /// Whether what is typed is shown as dots: all but what plainly gives nothing away. An address may hold a password, and a
    /// reference is no secret.
    var isMasked: Bool {
        guard source == .typed else { return false }
        return switch requirement.type {
        case .password, .url, .text: true
        case .email, .number, .choice, .file: false
        }
    }

    // MARK: What becomes of it

    /// What was typed for the store; `nil` when nothing was, or it is to be from elsewhere.
    var draft: SecretValue? { source == .typed ? typed : nil }
    /// What `from:` is to say; `nil` when it is to say nothing.
    var reference: String? {
        guard case .reference(let kind) = source, !trimmedPlace.isEmpty else { return nil }
        return kind.prefix + trimmedPlace
    }
    /// The ``reference``, when the definition does not say so already.
    var newReference: String? { isAsDefined ? nil : reference }
    /// The definition says where it is, and it is to be kept here.
    var dropsReference: Bool { source == .typed && isDefinedElsewhere }
    /// Applying the form changes something.
    var isChanged: Bool { draft != nil || newReference != nil || dropsReference }
    /// Something was typed or chosen that would be lost.
    var isTouched: Bool { typed != nil || !isAsDefined && (isDefinedElsewhere || !place.isEmpty) }

    private var isDefinedElsewhere: Bool { SecretSource(requirement) != .typed }
    private var isAsDefined: Bool {
        source == SecretSource(requirement) && trimmedPlace == LineEditor(SecretSource.place(in: requirement)).text
    }
    private var typed: SecretValue? { block ?? (editor.isEmpty ? nil : SecretValue(editor.text)) }

    private var trimmedPlace: String {
        var rest = Substring(place.text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// It has a value now, and keeps it when nothing is typed.
    var isSet: Bool { status.state == .set }
    /// Nothing starts without it, and it has no usable value and no draft. One that is out of reach may well have a value.
    var isLacking: Bool {
        guard requirement.required, draft == nil, reference == nil else { return false }
        return isDefinedElsewhere || status.state == .missing || status.state == .invalid
    }

    /// The definition says now what it was to say; returns what that is, `nil` when nothing was to change.
    mutating func settle() -> SecretForm.Settled? {
        if let newReference {
            status.requirement.from = newReference
            status.demand = .declared
        } else if dropsReference {
            status.requirement.from = nil
            status.state = .missing
        } else {
            return nil
        }
        return SecretForm.Settled(name: name, from: requirement.from)
    }

    // MARK: Typing

    mutating func switchSource() {
        source = source.next
        problems = []
    }

    /// Whether the key was one for typing.
    mutating func type(_ key: KeyPress) -> Bool {
        if source != .typed { return checked(place.handle(key)) }
        if let choices { return choose(key, among: choices) }
        if block != nil {
            // As a whole it came, as a whole it goes.
            guard key == .backspace || key == .control("u") || key == .delete else { return false }
            clear()
            return true
        }
        return checked(editor.handle(key))
    }

    /// What is mended is no longer wrong while it is typed.
    private mutating func checked(_ outcome: LineEditor.Outcome) -> Bool {
        if outcome == .changed, !problems.isEmpty { check() }
        return outcome == .changed || outcome == .moved
    }

    private mutating func choose(_ key: KeyPress, among choices: [String]) -> Bool {
        let index = choices.firstIndex(of: editor.text)
        switch key {
        case .right, .character(" "): editor.replace(with: choices[((index ?? -1) + 1) % choices.count])
        case .left: editor.replace(with: choices[((index ?? 0) - 1 + choices.count) % choices.count])
        case .backspace, .delete, .control("u"): clear()
        case .character(let letter):
            guard let match = choices.first(where: { $0.lowercased().hasPrefix(letter.lowercased()) }) else { return false }
            editor.replace(with: match)
        default: return false
        }
        if !problems.isEmpty { check() }
        return true
    }

    /// Puts a pasted text of one line where the cursor is; returns how many characters that were.
    mutating func paste(_ text: String) -> Int {
        guard choices == nil, !text.isEmpty else { return 0 }
        let count: Int
        if source == .typed {
            block = nil
            count = editor.paste(text)
        } else {
            count = pastePlace(text)
        }
        if !problems.isEmpty { check() }
        return count
    }

    /// A whole reference brings its own prefix.
    private mutating func pastePlace(_ text: String) -> Int {
        guard place.isEmpty, let kind = SecretReference.Kind(beginning: text) else { return place.paste(text) }
        source = .reference(kind)
        return place.paste(String(text.dropFirst(kind.prefix.count)))
    }

    /// Takes a pasted text of several lines as it is, but for control characters; returns how many characters that were.
    mutating func paste(lines text: String) -> Int {
        clear()
        let kept = text.unicodeScalars.filter { "\n\t".unicodeScalars.contains($0) || $0.properties.generalCategory != .control }
        let whole = String(String.UnicodeScalarView(kept))
        block = SecretValue(whole)
        return whole.count
    }

    /// Says that several lines are too many.
    mutating func refuseLines() { problems = ["takes one line"] }

    /// Takes over what was typed into the field as it was before; where it is to be from only if nobody changed that since.
    mutating func resume(_ earlier: SecretField) {
        if requirement.from == earlier.requirement.from { (source, place) = (earlier.source, earlier.place) }
        guard requirement.type != .choice || requirement.validation.choices == earlier.requirement.validation.choices else {
            return
        }
        (editor, block) = (earlier.editor, earlier.block)
    }

    /// Forgets what was typed for the store, and what was cut out of it.
    mutating func clear() {
        editor = LineEditor(isVerbatim: true)
        block = nil
        problems = []
    }

    /// As if nothing had been done to it.
    mutating func reset() {
        clear()
        (source, place) = (SecretSource(requirement), LineEditor(SecretSource.place(in: requirement)))
    }

    // MARK: Checking

    /// Says what is wrong with it; nothing is when it was left empty and may be.
    mutating func check() {
        problems =
            switch source {
            case .typed: isLacking ? ["is required"] : draft.map { requirement.problems(with: $0.revealed) } ?? []
            case .reference(let kind): problems(of: kind)
            }
    }

    /// By the daemon's own reading.
    private func problems(of kind: SecretReference.Kind) -> [String] {
        guard let reference else {
            return isLacking || isDefinedElsewhere ? ["must say where it is, such as \(kind.pattern)"] : []
        }
        guard (try? SecretReference(reference)) == nil else { return [] }
        return [
            kind == .variable
                ? "is no name of a variable: use letters, digits and '_', not beginning with a digit"
                : "must say where it is, such as \(kind.pattern)"
        ]
    }
}
