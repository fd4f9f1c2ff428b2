import ServerModel
import TerminalKit

/// One server as lines: how it is, and where somebody must do something, why and what.
struct PlainServer {
    private let server: ServerStatus
    private let localTime: LocalTime
    private let now: Timestamp

    init(_ server: ServerStatus, localTime: LocalTime, now: Timestamp) {
        (self.server, self.localTime, self.now) = (server, localTime, now)
    }

    var lines: [SafeText] {
        let word = ServerLook(server, glyphs: .ascii).word
        let since = SafeText(localTime.short(server.since, today: now))
        var lines = [SafeText("\(server.id) is \(word.string), since \(since.string).")]
        if let cause {
            lines.append(SafeText("why: \(cause.problem)"))
            if let remedy = cause.remedy { lines.append(SafeText("what to do: \(remedy)")) }
        }
        if !server.commandLine.isEmpty { lines.append(SafeText("runs: \(server.commandLine)")) }
        let sessions = server.sessions.count
        return lines + [SafeText(sessions == 1 ? "1 session" : "\(sessions) sessions")]
    }

    /// What is wrong with it and what to do, on one line; `nil` where nobody needs to look.
    var trouble: String? {
        cause.map { cause in cause.problem + (cause.remedy.map { "; \($0)" } ?? "") }
    }

    private var cause: (problem: String, remedy: String?)? {
        switch server.phase {
        case .stopped, .starting, .ready, .stopping, .disabled: nil
        case .degraded(let reason): (reason, server.health.flatMap { $0.reason == reason ? $0.remedy : nil })
        case .waiting(let until, _):
            (
                server.lastExit?.cause ?? "it ended by itself",
                server.lastExit?.hint ?? "it starts again by itself at \(localTime.clock(until))"
            )
        case .failed(let report), .needsSecret(let report): (report.problem, report.remedy)
        case .unknown(let reason): (reason, nil)
        }
    }
}
