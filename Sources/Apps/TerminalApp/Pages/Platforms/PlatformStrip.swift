import ServerModel
import TerminalKit

/// What is selected, in words: the client with its file, the entry, what would happen, and the key.
struct PlatformStrip {
    let platform: PlatformStatus
    let row: PlatformMatrix.Row?
    let entry: PlatformEntry?
    let state: AppState
    let glyphs: Glyphs

    /// Most needed first: where rows are scarce, the last are left out.
    func lines(width: Int) -> [StyledLine] {
        [heading(width: width)] + trouble(width: width) + cell(width: width) + hints + more(width: width)
    }

    private func heading(width: Int) -> StyledLine {
        let look = PlatformLook(platform, glyphs: glyphs)
        let title = Piece(SafeText(platform.title), .textStrong, bold: true)
        let standing = Piece(SafeText(platform.standing), look.token)
        let room = width - title.text.width - standing.text.width - 4
        let missing: SafeText = platform.hasFile ? "" : " (not there yet)"
        let path = platform.path.map { SafeText(state.shortened($0)) + missing }
        guard let path, room >= 12 else { return StyledLine([title], trailing: [standing]) }
        let shown = path.truncated(to: room, at: .middle, ellipsis: glyphs.kit.ellipsis)
        return StyledLine([title, Piece("  "), Piece(shown, .textDim)], trailing: [standing])
    }

    private func trouble(width: Int) -> [StyledLine] {
        if let problem = platform.problem {
            return wrapped(glyphs.phase(.failed), SafeText(problem.problem), .error, width: width, limit: 3)
                + wrapped(" ", SafeText(problem.remedy), .textDim, width: width, limit: 2)
        }
        if let obstacle = platform.obstacle { return wrapped(" ", SafeText(obstacle), .textDim, width: width, limit: 4) }
        return []
    }

    private func cell(width: Int) -> [StyledLine] {
        guard platform.problem == nil, platform.obstacle == nil, let row else { return [] }
        guard let entry else {
            return [StyledLine([Piece(SafeText(row.name)), Piece(" is not there", .textDim)])]
        }
        let look = EntryLook(entry.state, glyphs: glyphs)
        if !platform.isConfigured, entry.state == .wanted {
            return [StyledLine([Piece(SafeText(entry.name)), Piece(" is not there", .textDim)])]
        }
        var line = [
            Piece(look.glyph, look.token), Piece(" "), Piece(SafeText(entry.name), .textStrong, bold: true), Piece(" "),
            Piece(look.sentence, look.token == .ok ? .text : look.token),
        ]
        if entry.isOn == false { line.append(Piece(", switched off there", .warn)) }
        let obstacle = entry.obstacle.map { wrapped(" ", SafeText($0), .text, width: width, limit: 3) } ?? []
        return [StyledLine(line)] + obstacle
    }

    private var hints: [StyledLine] {
        let pieces = PlatformHints(platform: platform, entry: entry, keys: state.keys, glyphs: glyphs).pieces
        return pieces.isEmpty ? [] : [StyledLine([Piece("  ")] + pieces)]
    }

    private func more(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        if let launch = entry?.launch { lines.append(StyledLine([Piece("  starts ", .textDim), Piece(SafeText(launch))])) }
        if let news = platform.news, platform.problem == nil {
            let time = SafeText(state.localTime.short(news.time, today: state.now)) + "  "
            let token: StyleToken = news.severity.needsAttention ? .warn : .textDim
            lines += wrapped(glyphs.severity(news.severity), time + SafeText(news.message), token, width: width, limit: 2)
        }
        if let note = platform.note { lines += wrapped(" ", SafeText(note), .textDim, width: width, limit: 2) }
        return lines
    }

    private func wrapped(
        _ glyph: SafeText, _ text: SafeText, _ token: StyleToken, width: Int, limit: Int
    ) -> [StyledLine] {
        text.wrapped(to: max(10, width - 2)).prefix(limit).enumerated().map { index, part in
            StyledLine([Piece((index == 0 ? glyph : " ") + " ", token), Piece(part, token)])
        }
    }
}
