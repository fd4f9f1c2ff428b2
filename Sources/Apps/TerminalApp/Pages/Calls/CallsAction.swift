/// What the page of calls can do.
enum CallsAction: PageAction {
    // In the list.
    case show, everyServer, onlyFailed, onlyTool, filter
    // In the list, and with a call open.
    case replay, copy
    // With a call open.
    case toggle, fold, unfold, foldAll

    var isCommand: Bool {
        switch self {
        case .show, .everyServer, .onlyFailed, .onlyTool, .filter, .replay, .copy: true
        case .toggle, .fold, .unfold, .foldAll: false
        }
    }
}
