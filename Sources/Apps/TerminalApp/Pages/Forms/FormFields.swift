import ServerModel
import TerminalKit

/// Fields one below the other, one of which has the cursor. Only going forward checks.
struct FormFields {
    private(set) var fields: [FormField]
    private(set) var focus = 0
    /// What is not asked now, by the id of the field in its place; what was typed there stays.
    private var resting: [String: FormField]

    init(_ fields: [FormField], resting: [String: FormField] = [:]) {
        self.fields = fields
        self.resting = resting
    }

    subscript(id: String) -> FormField? { fields.first { $0.id == id } }

    var isChanged: Bool { fields.contains(where: \.isChanged) }

    mutating func type(_ key: KeyPress) {
        guard fields.indices.contains(focus) else { return }
        fields[focus].type(key)
        askWhatFits()
    }

    var focused: FormField? { fields.indices.contains(focus) ? fields[focus] : nil }

    mutating func paste(_ text: String) -> Int {
        defer { askWhatFits() }
        return fields.indices.contains(focus) ? fields[focus].paste(text) : 0
    }

    /// Asks for a field that rests, in the place of the other.
    mutating func ask(for id: String) {
        guard let (shown, field) = resting.first(where: { $0.value.id == id }),
            let index = fields.firstIndex(where: { $0.id == shown })
        else { return }
        resting = resting.filter { $0.key != shown }
        resting[id] = fields[index]
        fields[index] = field
    }

    /// Enter: another line where lines are typed, else the next field. `true` behind the last one, with nothing wrong in any.
    mutating func submit() -> Bool {
        guard fields.indices.contains(focus) else { return true }
        if fields[focus].kind == .lines, !fields[focus].editor.isEmpty {
            fields[focus].addLine()
            return false
        }
        return goForward()
    }

    /// The next field, if the present one is in order. `true` behind the last one, with nothing wrong in any.
    mutating func goForward() -> Bool {
        guard fields.indices.contains(focus) else { return true }
        validate(focus)
        guard fields[focus].problem == nil else { return false }
        if focus + 1 < fields.count {
            focus += 1
            return false
        }
        return check()
    }

    mutating func goBack() { focus = max(0, focus - 1) }

    mutating func goDown() {
        guard fields.indices.contains(focus), !fields[focus].goDown() else { return }
        focus = min(fields.count - 1, focus + 1)
    }

    mutating func goUp() {
        guard fields.indices.contains(focus), !fields[focus].goUp() else { return }
        goBack()
    }

    /// Whether all are in order; the first that is not gets the cursor.
    mutating func check() -> Bool {
        for index in fields.indices { validate(index) }
        guard let wrong = fields.firstIndex(where: { $0.problem != nil }) else { return true }
        focus = wrong
        return false
    }

    private mutating func validate(_ index: Int) {
        fields[index].validate()
        guard fields[index].problem == nil, let objection = objection(to: fields[index]) else { return }
        fields[index].object(objection)
    }

    /// Puts what the daemon says of one of them under it, and the cursor into it; nothing when it is about none.
    mutating func object(to report: ErrorReport) {
        guard let index = fields.firstIndex(where: { $0.isMeant(by: report.problem) }) else { return }
        fields[index].object(report.problem)
        focus = index
    }

    mutating func wipe() {
        for index in fields.indices { fields[index].wipe() }
    }
}
