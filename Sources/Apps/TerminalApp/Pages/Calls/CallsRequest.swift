import ServerModel

/// What is asked of the daemon about calls.
enum CallsRequest: PageRequest {
    case list(CallQuery)
    /// Makes a call again.
    case replay(Int)

    var look: String? {
        switch self {
        case .list: "list"
        case .replay: nil
        }
    }
}

/// What it answers.
enum CallsAnswer: Sendable {
    /// Newest first.
    case list([CallRecord])
    case replayed(CallReplay)
}
