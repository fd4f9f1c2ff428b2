/// What the page of tools can do.
enum ToolsAction: PageAction {
    // In the list.
    case openForm, read, filter
    // In the form.
    case next, forward, back, callNow, leave
    // With a result.
    case showResult, closeResult, again, change, copy, cancel
    case toggle, fold, unfold, foldAll, raw, search, nextMatch, previousMatch

    var isCommand: Bool {
        switch self {
        case .openForm, .read, .filter, .showResult, .again, .change, .copy, .cancel, .raw: true
        case .next, .forward, .back, .callNow, .leave, .closeResult, .toggle, .fold, .unfold, .foldAll, .search, .nextMatch,
            .previousMatch:
            false
        }
    }
}
