import ServerModel
import TerminalKit

/// The servers as a table of text, for pipes and screen readers.
struct PlainTable {
    var servers: [ServerStatus]
    var localTime: LocalTime
    var now: Timestamp

    /// The rows, headings first; the columns are as wide as what they hold. Under a server that needs somebody stands why.
    var lines: [String] {
        guard !servers.isEmpty else { return ["No servers yet. Add one: mcp-manager add time -- uvx mcp-server-time"] }
        let headings: [SafeText] = ["NAME", "STATE", "SINCE", "SESSIONS", "COMMAND"]
        let rows = [headings] + servers.map(cells)
        let widths = headings.indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
        let lines = rows.map { row in
            let line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").string
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        let reasons = [nil] + servers.map { PlainServer($0, localTime: localTime, now: now).trouble }
        return zip(lines, reasons).flatMap { line, reason in [line] + (reason.map { ["  why: \($0)"] } ?? []) }
    }

    private func cells(_ server: ServerStatus) -> [SafeText] {
        let word = ServerLook(server, glyphs: .ascii).word
        let state: SafeText =
            if case .waiting(let until, _) = server.phase { word + SafeText(" \(localTime.clock(until))") } else { word }
        return [
            SafeText(server.id.rawValue), state, SafeText(localTime.short(server.since, today: now)),
            SafeText("\(server.sessions.count)"), SafeText(server.commandLine),
        ]
    }
}
