/// What the page of sessions can do.
enum SessionsAction: PageAction {
    case onlySelected, showCalls, copy

    var isCommand: Bool {
        switch self {
        case .onlySelected, .showCalls, .copy: true
        }
    }
}
