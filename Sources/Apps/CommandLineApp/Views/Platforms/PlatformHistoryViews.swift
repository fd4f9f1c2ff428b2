import ServerModel

/// The table of `mcp-manager platform undo --list`.
struct PlatformHistoryView {
    var records: [PlatformSyncRecord]
    var times: TimeText

    var table: Table {
        Table(
            header: ["ID", "TIME", "WHAT", "CLIENTS", "UNDONE"].map { StyledText($0, .muted) },
            rows: records.map { record in
                [
                    StyledText(record.id, .strong), StyledText(times.moment(record.time)), StyledText(record.what),
                    StyledText(record.platforms.joined(separator: ", ")), record.isUndone ? StyledText("undone", .muted) : "",
                ]
            })
    }
}

/// The table of `mcp-manager platform restore ID --list`.
struct PlatformCopiesView {
    var copies: [PlatformCopy]
    var times: TimeText

    var table: Table {
        Table(
            header: ["COPY", "TIME", "SIZE", "SERVERS", "KEPT", "AGAINST NOW"].map { StyledText($0, .muted) },
            rows: copies.map { copy in
                [
                    StyledText(copy.id, .strong), StyledText(times.moment(copy.time)), StyledText(byteWords(copy.size)),
                    copy.servers.map { "\($0)" } ?? StyledText("not readable", .warning), StyledText(copy.reason),
                    words(of: copy.difference),
                ]
            })
    }

    /// `+2 −1`; how many lines differ.
    private func words(of difference: [String]) -> StyledText {
        let added = difference.count { $0.hasPrefix("+") }
        let removed = difference.count { $0.hasPrefix("-") }
        guard added + removed > 0 else { return StyledText("the same", .muted) }
        return "\("+\(added)", .ok) \("-\(removed)", .error)"
    }
}
