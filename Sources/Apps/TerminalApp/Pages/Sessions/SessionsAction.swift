/// What the page of sessions can do.
enum SessionsAction: PageAction {
    case onlySelected, showCalls

    var isCommand: Bool {
        switch self {
        case .onlySelected, .showCalls: true
        }
    }
}
