import ServerModel
import TerminalKit

/// The states of every server in the last two hours: loaded once, and carried on by what happens.
struct Heartbeats {
    var strips: [ServerID: HealthStrip] = [:]
    /// The picture of servers they belong to; another one is a reason to ask again.
    var picture: Timestamp?
    /// Of the newest question; other answers are late.
    var generation = 0

    private static let span = 7_200
    private static let cells = 24

    /// What the daemon told at `now`.
    mutating func take(_ summaries: [HealthSummary]) {
        strips = [:]
        for summary in summaries { strips[summary.server] = summary.strip }
    }

    /// A server was in a state until `moment`, and is in another now.
    mutating func move(_ id: ServerID, from before: HealthState, to state: HealthState, at moment: Timestamp) {
        let strip = strips[id] ?? HealthStrip(spanSeconds: Self.span, count: Self.cells, at: moment)
        strips[id] = strip.extended(to: moment, in: before).extended(to: moment, in: state)
    }

    /// What is to be seen of a server at `now`, or of what was last known; empty when nothing is.
    func states(of server: ServerStatus, at now: Timestamp?) -> [StateStrip.State] {
        guard let strip = strips[server.id] else { return [] }
        guard let now else { return strip.states }
        return strip.extended(to: now, in: server.health?.state ?? .unknown).states
    }
}

extension HealthStrip {
    /// What the kit draws.
    var states: [StateStrip.State] {
        cells.utf8.map { letter in
            switch letter {
            case UInt8(ascii: "h"): .ok
            case UInt8(ascii: "d"): .degraded
            case UInt8(ascii: "u"): .failed
            default: .unknown
            }
        }
    }
}

extension [ChartCell] {
    /// Neighbours of one role together.
    var pieces: [Piece] {
        var pieces: [Piece] = []
        for cell in self {
            if let last = pieces.last, last.style.token == cell.token {
                pieces[pieces.count - 1].text += cell.glyph
            } else {
                pieces.append(Piece(cell.glyph, cell.token))
            }
        }
        return pieces
    }
}
