/// What the health page can do.
enum HealthAction: PageAction {
    /// Asks the server now how it is.
    case check
    /// The chart of a longer or a shorter span.
    case longer, shorter
    /// All about the chosen outage.
    case showOutage
    /// What the server wrote when the chosen outage began.
    case showLog
    /// The chosen outage, else how the server is.
    case copy

    var isCommand: Bool {
        switch self {
        case .check, .copy: true
        case .longer, .shorter, .showOutage, .showLog: false
        }
    }
}
