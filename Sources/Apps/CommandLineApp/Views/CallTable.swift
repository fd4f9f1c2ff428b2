import ServerModel

extension CallRecord.Outcome {
    /// `✔ ok`
    var text: StyledText {
        switch self {
        case .ok: StyledText("✔ ok", .ok)
        case .toolError, .refused: StyledText("✘ \(rawValue)", .error)
        case .cancelled: StyledText("– cancelled", .muted)
        case .lost: StyledText("▲ lost", .warning)
        }
    }
}

/// The table of `mcp-manager calls`.
struct CallTable {
    var calls: [CallRecord]
    var times: TimeText

    var table: Table {
        Table(
            header: ["ID", "STARTED", "SERVER", "TOOL", "CLIENT", "TOOK", "ASKED", "ANSWERED", "OUTCOME", "NOTE"]
                .map { StyledText($0, .muted) },
            rows: calls.map { call in
                [
                    StyledText("\(call.id)", .strong), StyledText(times.moment(call.startedAt)),
                    StyledText(call.server.rawValue), StyledText(call.tool), StyledText(call.client ?? "-"),
                    StyledText(call.took), StyledText(byteWords(call.requestBytes)), StyledText(byteWords(call.responseBytes)),
                    call.outcome.text, StyledText(call.problem ?? "", .muted),
                ]
            })
    }
}

extension CallRecord {
    /// `850 µs`, `12 ms`, `1.2 s`, `3 min 5 s`
    var took: String {
        let microseconds = max(0, durationMicroseconds)
        return switch microseconds {
        case ..<1_000: "\(microseconds) µs"
        case ..<1_000_000: "\(microseconds / 1_000) ms"
        case ..<60_000_000: "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s"
        default: "\(microseconds / 60_000_000) min \(microseconds / 1_000_000 % 60) s"
        }
    }
}
