import ServerModel
import TerminalKit

/// What stands in the middle of the screen while there are no servers to show.
enum Landing: Hashable {
    case connecting
    case unreachable(ErrorReport)
    case empty

    /// `nil` when there are servers.
    init?(_ state: AppState) {
        if state.hasPicture {
            // Clients may have servers where we have none.
            guard state.servers.isEmpty, !state.showsPlatforms else { return nil }
            self = .empty
        } else if case .lost(let report) = state.link {
            self = .unreachable(report)
        } else {
            self = .connecting
        }
    }
}

struct LandingView {
    let landing: Landing
    /// What the keys for it are called.
    let again: SafeText
    let leave: SafeText
    let glyphs: Glyphs

    /// - Parameter hasCursor: puts the terminal's own cursor before the words.
    func draw(in area: Rect, hasCursor: Bool, on frame: inout Frame) {
        let width = min(72, area.width - 4)
        let lines = lines(width: width)
        let widest = lines.map(\.leading.width).max() ?? 0
        let block = area.centered(width: min(width, widest), height: lines.count)
        for (index, line) in lines.enumerated() {
            frame.put(line, in: block.row(index), glyphs: glyphs)
        }
        if hasCursor { frame.cursor = Point(x: block.x, y: block.y) }
    }

    private func lines(width: Int) -> [StyledLine] {
        switch landing {
        case .connecting:
            return [StyledLine([Piece("connecting to the daemon", .textDim)])]
        case .unreachable(let report):
            return [
                StyledLine([
                    Piece(glyphs.phase(.failed), .error), Piece(" The daemon cannot be reached", .textStrong, bold: true),
                ]), .blank,
            ]
                + SafeText(report.problem).wrapped(to: width).map { StyledLine([Piece($0)]) }
                + SafeText(report.remedy).wrapped(to: width).map { StyledLine([Piece($0, .textDim)]) }
                + [
                    .blank,
                    StyledLine([
                        Piece(again, .key, bold: true), Piece(" try again   ", .textDim), Piece(leave, .key, bold: true),
                        Piece(" quit", .textDim),
                    ]),
                ]
        // See ``WelcomeView``.
        case .empty: return []
        }
    }
}
