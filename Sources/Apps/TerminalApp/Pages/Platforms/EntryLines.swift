import ServerModel
import TerminalKit

/// Everything known of the selected entry and its client, as lines to be read.
struct EntryLines {
    let platform: PlatformStatus
    let row: PlatformMatrix.Row?
    let entry: PlatformEntry?
    let state: AppState
    let glyphs: Glyphs

    /// `nil` when no client is selected.
    init?(_ state: AppState, glyphs: Glyphs) {
        guard let platform = state.chosenPlatform else { return nil }
        self.platform = platform
        self.state = state
        self.glyphs = glyphs
        row = state.platforms.row
        entry = state.chosenEntry
    }

    var title: SafeText {
        SafeText(row.map { "\($0.name) in \(platform.title)" } ?? platform.title)
    }

    func lines(width: Int) -> [StyledLine] {
        let sections = [entryLines(width), difference(width), clientLines(width), news(width)]
        return Array(sections.filter { !$0.isEmpty }.joined(separator: [.blank]))
    }

    private func entryLines(_ width: Int) -> [StyledLine] {
        guard let entry else {
            let why = platform.problem == nil ? "is not in it" : "may be in it or not: its file cannot be read"
            return row.map { [StyledLine([Piece(SafeText("\($0.name) \(why)"), .textDim)])] } ?? []
        }
        let look = EntryLook(entry.state, glyphs: glyphs)
        let fact = FactLines(width: width)
        var lines = [
            StyledLine([
                Piece(look.glyph, look.token), Piece(" "), Piece(SafeText(entry.name), .textStrong, bold: true), Piece(" "),
                Piece(look.sentence, look.token),
            ])
        ]
        if let server = entry.server, server.rawValue != entry.name { lines += fact("server", SafeText(server.rawValue)) }
        if let launch = entry.launch { lines += fact("starts", SafeText(launch)) }
        if let isOn = entry.isOn { lines += fact("switched", isOn ? "on" : "off", isOn ? .text : .warn) }
        if let obstacle = entry.obstacle { lines += fact("why", SafeText(obstacle), .error) }
        let hints = PlatformHints(platform: platform, entry: entry, keys: state.keys, glyphs: glyphs, isInDetails: true).pieces
        return hints.isEmpty ? lines : lines + [StyledLine([Piece("      next  ", .textDim)] + hints)]
    }

    private func difference(_ width: Int) -> [StyledLine] {
        guard let entry, !entry.difference.isEmpty else { return [] }
        return [StyledLine([Piece("From what we wrote to what is there", .textStrong, bold: true)])]
            + DifferenceLines.lines(entry.difference, width: width)
    }

    private func clientLines(_ width: Int) -> [StyledLine] {
        let look = PlatformLook(platform, glyphs: glyphs)
        let fact = FactLines(width: width)
        var lines = [
            StyledLine([
                Piece(SafeText(platform.title), .textStrong, bold: true), Piece("  "),
                Piece(SafeText(platform.standing), look.token),
            ])
        ]
        lines += fact("file", file)
        if let problem = platform.problem {
            lines += fact("problem", SafeText(problem.problem), .error) + fact("remedy", SafeText(problem.remedy))
        }
        if let obstacle = platform.obstacle { lines += fact("why not", SafeText(obstacle)) }
        if platform.isConfigured {
            lines += fact("entries", platform.isDirect ? "start servers without us in between" : "start servers through us")
        }
        if let time = platform.syncedAt { lines += fact("written", SafeText(state.localTime.short(time, today: state.now))) }
        if let afterwards = platform.afterwards { lines += fact("after sync", SafeText(afterwards)) }
        if let note = platform.note { lines += fact("note", SafeText(note)) }
        if let source = platform.source { lines += fact("described", SafeText("by you, in \(state.shortened(source))")) }
        return lines
    }

    private var file: SafeText {
        guard let path = platform.path else { return platform.obstacle == nil ? "its place is not known here" : "" }
        return SafeText("\(state.shortened(path))\(platform.hasFile ? "" : " (not there yet)")")
    }

    private func news(_ width: Int) -> [StyledLine] {
        guard let news = platform.news else { return [] }
        let time = SafeText(state.localTime.short(news.time, today: state.now))
        let heading = [Piece("What others did last", .textStrong, bold: true), Piece(SafeText("  ") + time, .textDim)]
        return [StyledLine(heading)] + SafeText(news.message).wrapped(to: max(10, width)).map { StyledLine([Piece($0)]) }
            + DifferenceLines.lines(news.difference, width: width)
    }
}
