/// What the page of alerts can do.
enum AlertsAction: PageAction {
    case acknowledge, silence, test, goThere, copy

    var isCommand: Bool {
        switch self {
        case .acknowledge, .silence, .test, .copy: true
        case .goThere: false
        }
    }
}
