/// What the list of servers can do beside the verbs.
enum ListAction: PageAction {
    /// Another order.
    case sort
    /// Marks all rows from the last mark to the selected one.
    case markRange
    /// Marks what is not marked, and the other way round.
    case invertMarks
    /// What can be done to all marked servers.
    case bulk

    var isCommand: Bool {
        switch self {
        case .sort, .invertMarks, .bulk: true
        case .markRange: false
        }
    }
}
