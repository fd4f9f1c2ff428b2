import ServerModel

/// Why calls and health are not recorded. None of these keeps a call from being made.
extension ErrorReport {
    static func broken(_ path: String, _ copy: String, _ reason: String) -> ErrorReport {
        ErrorReport(
            code: "history-broken", problem: "the history of calls was broken (\(reason)); a new one was begun",
            remedy: "the old one is \(copy); remove it, or try 'sqlite3 FILE .recover'")
    }

    static func newer(_ path: String) -> ErrorReport {
        ErrorReport(
            code: "history-newer",
            problem: "\(path) was written by a later version of mcp-manager; calls and health are not recorded",
            remedy: "install that version again, or move the file away")
    }

    static func full(_ path: String) -> ErrorReport {
        ErrorReport(
            code: "history-disk-full", problem: "calls and health are not recorded: the disk of \(path) is full",
            remedy: "make room; the next calls are recorded again")
    }

    static func unusable(_ path: String, _ reason: String) -> ErrorReport {
        ErrorReport(
            code: "history-unusable", problem: "the history of calls, \(path), cannot be used: \(reason)",
            remedy: "make the file and its folder yours and writable; the next calls are recorded again")
    }

    static func lost(_ count: Int, _ path: String) -> ErrorReport {
        ErrorReport(
            code: "history-too-slow", problem: "\(count) calls were not recorded: the disk of \(path) could not keep up",
            remedy: "see what keeps the disk busy")
    }
}
