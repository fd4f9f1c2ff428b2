import ServerModel
import TerminalKit

/// All about one outage.
struct OutageText {
    let outage: Outage
    let localTime: LocalTime
    let now: Timestamp
    let glyphs: Glyphs

    func lines(width: Int) -> [StyledLine] {
        var lines = field("began", HealthWords.moment(outage.began, localTime, now: now), width: width)
        if let ended = outage.ended {
            let about = outage.isEndUncertain ? "about " : ""
            lines += field("ended", about + HealthWords.moment(ended, localTime, now: now), width: width)
            if outage.isEndUncertain {
                lines += field("", "then it was last seen; the daemon ended before the outage did", .textDim, width: width)
            }
            lines += field("lasted", about + Self.length(outage), width: width)
        } else {
            lines += field("ended", "not yet", .error, width: width)
        }
        lines += field("state", HealthWords.word(outage.state), width: width)
        if let cause = outage.cause { lines += field("cause", cause.rawValue, width: width) }
        return lines + [.blank] + field("reason", outage.reason ?? "nobody said why", width: width)
    }

    /// `2 min 10 s`; of one that goes on `still down`.
    static func length(_ outage: Outage) -> String {
        outage.ended.map { HealthWords.length(Double(($0 - outage.began).components.seconds)) } ?? "still down"
    }

    /// What is known of why: `exit 137: out of memory`.
    static func why(_ outage: Outage) -> String { outage.reason ?? outage.cause?.rawValue ?? "nobody said why" }

    /// The outage in a line for other places: `2026-11-22 06:12:00 github unhealthy for 2 min 10 s: exit 137`.
    static func line(_ outage: Outage, in localTime: LocalTime) -> String {
        let began = LogText.moment(outage.began, in: localTime)
        let about = outage.isEndUncertain ? "about " : ""
        let length = outage.ended == nil ? ", still down" : " for \(about)\(Self.length(outage))"
        return "\(began) \(outage.server) \(HealthWords.word(outage.state))\(length): \(why(outage))"
    }

    private func field(_ label: SafeText, _ value: String, _ token: StyleToken = .text, width: Int) -> [StyledLine] {
        SafeText(value).wrapped(to: max(8, width - 9)).enumerated().map { index, line in
            StyledLine([
                Piece((index == 0 ? label : "").padded(to: 7, alignment: .trailing) + "  ", .textDim), Piece(line, token),
            ])
        }
    }
}
