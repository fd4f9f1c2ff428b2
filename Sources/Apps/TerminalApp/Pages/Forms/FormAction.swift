/// Adding, editing, removing and switching servers; the first steps; imports.
enum FormAction: PageAction {
    case add, edit, toggle, remove, demo, importServers
    // The welcome.
    case begin
    // An open form.
    case submit, nextField, previousField, rowDown, rowUp, leave
    case review, stepBack, markChoice, markAll

    var isCommand: Bool {
        switch self {
        case .add, .edit, .toggle, .remove, .demo, .importServers: true
        case .begin, .submit, .nextField, .previousField, .rowDown, .rowUp, .leave, .review, .stepBack, .markChoice, .markAll:
            false
        }
    }
}
