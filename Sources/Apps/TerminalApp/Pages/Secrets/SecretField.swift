import ServerModel
import TerminalKit

/// One secret in the form: what is asked, and what was typed so far.
struct SecretField {
    let status: SecretStatus
    private(set) var editor = LineEditor(isVerbatim: true)
    /// A pasted value of several lines, which no line can be edited in.
    private(set) var block: SecretValue?
    /// What is wrong with what was typed; empty until it was left forward, and while nothing is.
    private(set) var problems: [String] = []

    init(_ status: SecretStatus) { self.status = status }

    var requirement: SecretRequirement { status.requirement }
    var name: String { requirement.name }

    /// Whether a value may be typed; not for one that is kept where `from:` says.
    var isEditable: Bool { requirement.from == nil }
    /// Whether it is one of a few words.
    var choices: [String]? { requirement.type == .choice ? requirement.validation.choices : nil }
    /// Whether what is typed is shown as dots: all but what plainly gives nothing away. An address may hold a password.
    var isMasked: Bool {
        switch requirement.type {
        case .password, .url, .text: true
        case .email, .number, .choice, .file: false
        }
    }

    /// What was typed; `nil` when nothing was.
    var draft: SecretValue? { block ?? (editor.isEmpty ? nil : SecretValue(editor.text)) }
    /// It has a value now, and keeps it when nothing is typed.
    var isSet: Bool { status.state == .set }
    /// Nothing starts without it, and it has no usable value and no draft. One that is out of reach may well have a value.
    var isLacking: Bool { requirement.required && (status.state == .missing || status.state == .invalid) && draft == nil }

    // MARK: Typing

    /// Whether the key was one for typing.
    mutating func type(_ key: KeyPress) -> Bool {
        guard isEditable else { return false }
        if let choices { return choose(key, among: choices) }
        if block != nil {
            // As a whole it came, as a whole it goes.
            guard key == .backspace || key == .control("u") || key == .delete else { return false }
            clear()
            return true
        }
        let outcome = editor.handle(key)
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
        guard isEditable, choices == nil, !text.isEmpty else { return 0 }
        block = nil
        let count = editor.paste(text)
        if !problems.isEmpty { check() }
        return count
    }

    /// Takes a pasted text of several lines as it is, but for control characters; returns how many characters that were.
    mutating func paste(lines text: String) -> Int {
        clear()
        let kept = text.unicodeScalars.filter { "\n\t".unicodeScalars.contains($0) || $0.properties.generalCategory != .control }
        let whole = String(String.UnicodeScalarView(kept))
        block = SecretValue(whole)
        return whole.count
    }

    /// Takes over what was typed into the field as it was before; nothing when nothing may be typed any more.
    mutating func resume(_ earlier: SecretField) {
        guard isEditable, choices == earlier.choices else { return }
        (editor, block) = (earlier.editor, earlier.block)
    }

    /// Forgets what was typed, and what was cut out of it.
    mutating func clear() {
        editor = LineEditor(isVerbatim: true)
        block = nil
        problems = []
    }

    // MARK: Checking

    /// Says what is wrong with it; nothing is when it was left empty and may be.
    mutating func check() {
        problems = isLacking ? ["is required"] : draft.map { requirement.problems(with: $0.revealed) } ?? []
    }

}
