import ServerModel

/// What is asked of the daemon about logs.
enum LogsRequest: PageRequest {
    /// A part of a log for its window.
    case load(LogSubject, LogLoad)
    /// The oldest record there is.
    case beginning(LogSubject)
    /// Records of which the nearest after (`1`) or before (`-1`) the window is wanted.
    case seek(LogSubject, Int, LogQuery)
    /// The newest record of a server that is an error.
    case lastError(ServerID)

    var look: String? {
        switch self {
        case .load(let subject, _): "load \(subject)"
        case .beginning(let subject): "beginning \(subject)"
        case .seek: "seek"
        case .lastError: "last error"
        }
    }

    /// What the daemon is asked for, in order.
    var queries: (LogSubject, [LogQuery]) {
        switch self {
        case .load(let subject, let load): (subject, load.queries)
        case .beginning(let subject): (subject, [LogQuery(first: 1)])
        case .seek(let subject, _, let query): (subject, [query])
        case .lastError(let id): (.server(id), [LogQuery(last: 1, level: .error)])
        }
    }
}

/// What it answers.
struct LogsAnswer: Sendable {
    /// The records of each query, oldest first.
    var pages: [[LogRecord]]
}
