/// What the page of alerts can do.
enum AlertsAction: PageAction {
    case acknowledge, silence, test, goThere

    var isCommand: Bool {
        switch self {
        case .acknowledge, .silence, .test: true
        case .goThere: false
        }
    }
}
