/// What the page of events can do.
enum EventsAction: PageAction {
    case filter, oneServer, attention, goThere, copy

    var isCommand: Bool {
        switch self {
        case .filter, .oneServer, .attention: true
        case .goThere, .copy: false
        }
    }
}
