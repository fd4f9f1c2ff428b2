/// What the log page can do beside searching and following.
enum LogAction: PageAction {
    case record
    case holdIntake
    case filter, near, level
    case nextError, previousError
    case allServers
    case times, timeMenu, pretty
    case mark, nextMark, previousMark
    case copy, copyScreen, export
    /// Of a server in the list, where its log need not be open.
    case copyOfServer
    /// In an open record.
    case newerRecord, olderRecord, copyFact, filterByFact

    var isCommand: Bool {
        switch self {
        case .record, .holdIntake, .filter, .near, .level, .nextError, .previousError, .allServers, .times, .timeMenu, .pretty,
            .copy, .copyScreen, .export, .copyOfServer:
            true
        case .mark, .nextMark, .previousMark, .newerRecord, .olderRecord, .copyFact, .filterByFact: false
        }
    }
}
