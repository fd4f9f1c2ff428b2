import ServerModel
import TerminalKit

/// For how long a server's run has lasted, in hours and days: no clock ticks for it, the screen changes once an hour.
struct RunAge: Hashable {
    /// Whole ones, from 1.
    private let hours: Int64

    /// `nil` while it is not ready, in its first hour, and where its start lies ahead by our clock.
    init?(of server: ServerStatus, at now: Timestamp) {
        guard server.phase == .ready, let run = server.run else { return nil }
        hours = (now - run.startedAt).components.seconds / 3600
        if hours < 1 { return nil }
    }

    /// `up 3h`, `up 2d 4h`, `up 12d`: at most ten columns.
    var words: SafeText {
        let (days, rest) = (hours / 24, hours % 24)
        return switch days {
        case 0: SafeText("up \(hours)h")
        case 1..<10 where rest > 0: SafeText("up \(days)d \(rest)h")
        default: SafeText("up \(days)d")
        }
    }

    /// When the words about a server become others; `nil`: only when its state does.
    static func nextChange(of server: ServerStatus, after now: Timestamp) -> Timestamp? {
        guard server.phase == .ready, let run = server.run, run.startedAt <= now else { return nil }
        let hours = (now - run.startedAt).components.seconds / 3600
        return run.startedAt + .seconds((hours + 1) * 3600)
    }
}
