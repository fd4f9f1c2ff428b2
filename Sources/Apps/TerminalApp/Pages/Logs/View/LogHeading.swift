import ServerModel
import TerminalKit

/// What a log pane says of itself: whose log, what is searched and shown, whether it follows; and in the border how it is shown.
struct LogHeading {
    let state: AppState
    let subject: LogSubject
    let view: LogView?
    let glyphs: Glyphs

    /// `postgres  /timeout  3 of 87  level ≥ info            PAUSED +42 new`
    var line: StyledLine {
        var left = [Piece(name, .textStrong, bold: true)]
        if let search = view?.search {
            left += [Piece("  "), Piece(SafeText("/\(search.pattern.source)"), .info), Piece("  ")] + count(of: search)
        }
        for word in view?.sieve.filter.words(glyphs) ?? [] { left += [Piece("  "), Piece(SafeText(word), .textDim)] }
        return StyledLine(left, trailing: right)
    }

    private var name: SafeText {
        switch subject {
        case .server(let id): SafeText(id.rawValue)
        case .servers(let ids):
            ids.count > 3 ? SafeText("\(ids.count) servers") : SafeText(ids.map(\.rawValue).joined(separator: " + "))
        case .all: "all servers"
        }
    }

    /// `3 of 87`; while the daemon looks: `12 so far  ━━━───  34 %`.
    private func count(of search: LogSearch) -> [Piece] {
        if let part = search.part {
            return [Piece(SafeText("\(search.count.grouped) so far  "), .textDim)]
                + ProgressBar(fraction: part, width: 15, glyphs: glyphs).pieces
        }
        guard search.count > 0 else { return [Piece("no match", .textDim)] }
        let place = search.current.map { "\(($0 + 1).grouped) of " } ?? ""
        return [Piece(SafeText("\(place)\(search.count.grouped)\(search.isCapped ? "+" : "")"), .textDim)]
    }

    private var right: [Piece] {
        guard let view else { return [] }
        guard let pause = view.pause else {
            return view.isReplaced ? [Piece("loading", .pending)] : [Piece("following", .textDim)]
        }
        let loading = view.load.map { $0.what.isWaitedFor ? [Piece("loading  ", .pending)] : [] } ?? []
        let word = view.holdsIntake ? "HELD" : "PAUSED"
        let text = pause.new == 0 ? " \(word) " : " \(word) +\(pause.new.grouped) new "
        return loading + [Piece(SafeText(text), .match, bold: true)]
    }

    /// `wrap off · time exact UTC+01:00 · 1,204 hidden · 61 %`
    var border: [Piece] {
        let dot = Piece(SafeText(" ") + glyphs.dot + " ", .textDim)
        var parts: [[Piece]] = []
        if let export = state.logOptions.export {
            let progress = export.progress
            let part = progress.totalBytes == 0 ? 0 : Double(progress.searchedBytes) / Double(progress.totalBytes)
            parts.append(
                [Piece("writing ", .pending)] + ProgressBar(fraction: part, width: 17, glyphs: glyphs).pieces
                    + [
                        Piece(
                            SafeText("  \(progress.matches.grouped) records, \(state.keyLabel(.logs(.export))) stops"), .textDim)
                    ])
        }
        if view?.ended != nil {
            parts.append([Piece(SafeText("no longer live, \(state.keyLabel(.follow)) listens again"), .warn)])
        }
        if view?.trouble != nil { parts.append([Piece("not all could be loaded, any key tries again", .warn)]) }
        parts.append([Piece(state.wrapsLogs ? "wrap on" : "wrap off", .textDim)])
        if let pane = state.layout?.panes[.logs] {
            parts.append([Piece(SafeText("time \(state.logTimes(in: pane).word)\(zone(in: pane))"), .textDim)])
        }
        if state.logOptions.isPretty { parts.append([Piece("json on", .textDim)]) }
        if let view {
            if view.pan > 0, !state.wrapsLogs { parts.append([Piece(SafeText("from column \(view.pan + 1)"), .textDim)]) }
            if view.hidden > 0 {
                parts.append([Piece(SafeText("\(view.hidden.grouped)\(view.isComplete ? "" : "+") hidden"), .textDim)])
            }
            if let percent = LogPlace(view)?.percent { parts.append([Piece(SafeText("\(percent) %"), .textDim)]) }
        }
        return Array(parts.joined(separator: [dot]))
    }

    /// Whose time it is, where there is room for it or times were asked for.
    private func zone(in pane: Rect) -> String {
        guard state.logTimes(in: pane).tellsTime, pane.width >= 72 || state.logOptions.times != nil else { return "" }
        return " \(LogText.zone(state.now, state.localTime))"
    }
}

extension LogLoad {
    /// Whether somebody waits for it; what is loaded ahead of the eye is nobody's business.
    var isWaitedFor: Bool {
        switch self {
        case .older, .newer: false
        case .first, .around: true
        }
    }
}

/// How far into the log the eye is, in percent; `nil` where that is not known, or it follows.
struct LogPlace {
    let percent: Int

    init?(_ view: LogView) {
        guard let pause = view.pause, !view.lines.isEmpty else { return nil }
        let index = view.index(of: pause.cursor.line)
        if view.isAtStart, view.isAtEnd {
            percent = view.lines.count == 1 ? 100 : index * 100 / (view.lines.count - 1)
            return
        }
        // Records are not numbered, so time tells: how much of the log's life lies before the eye.
        guard let beginning = view.beginning, let latest = view.latest, beginning < latest else { return nil }
        let whole = latest.millisecondsSince1970 - beginning.millisecondsSince1970
        let part = view.lines[index].record.time.millisecondsSince1970 - beginning.millisecondsSince1970
        percent = max(0, min(100, Int(part * 100 / whole)))
    }
}

extension Int {
    /// `1,204`
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-\(text)" : text
    }
}
