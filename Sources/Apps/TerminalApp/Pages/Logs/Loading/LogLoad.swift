import ServerModel

/// A part of a log that is to be loaded into the window.
enum LogLoad: Hashable, Sendable {
    /// What lies before the window.
    case older(LogQuery)
    /// What lies behind it.
    case newer(LogQuery)
    /// The very beginning.
    case first(LogQuery)
    /// What lies around a record or a moment: before it, and from it on.
    case around(LogTarget, before: LogQuery, after: LogQuery)

    /// What the daemon is asked, in order.
    var queries: [LogQuery] {
        switch self {
        case .older(let query), .newer(let query), .first(let query): [query]
        case .around(_, let before, let after): [before, after]
        }
    }

    /// Whether the newest records may be among the answer.
    var isTowardsEnd: Bool {
        switch self {
        case .newer, .around, .first: true
        case .older: false
        }
    }
}

/// A place in a log.
enum LogTarget: Hashable, Sendable {
    case record(LogKey)
    /// The first record that came then or later.
    case moment(Timestamp)

    var time: Timestamp {
        switch self {
        case .record(let key): key.time
        case .moment(let time): time
        }
    }
}
