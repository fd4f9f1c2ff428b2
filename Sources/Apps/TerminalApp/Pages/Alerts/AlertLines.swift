import ServerModel
import TerminalKit

/// The page of alerts as lines: firing, pending and over, then silences, rules and who is told. The chosen alert is told whole.
struct AlertLines {
    let state: AppState
    let glyphs: Glyphs

    /// A line, and the row it belongs to; headings belong to none.
    struct Line: Hashable {
        var row: AlertsPage.Row?
        var line: StyledLine
        /// Whether it is the first of its row.
        var isHead = false
    }

    /// Of the names there are: columns do not move when an alert comes or goes.
    private var subjectWidth: Int {
        let subjects = (state.alerts.overview?.alerts ?? []).map(Self.subject)
        return (state.servers.map(\.id.rawValue) + subjects).map { SafeText($0).width }.reduce(8, max)
    }
    private var ruleWidth: Int {
        guard let overview = state.alerts.overview else { return 8 }
        // What is over may be by a rule that is gone.
        return (overview.rules.map(\.name) + overview.alerts.map(\.rule)).map { SafeText($0).width }.reduce(8, max)
    }

    func lines(width: Int) -> [Line] {
        guard let overview = state.alerts.overview else { return [] }
        let groups: [(title: String, state: Alert.State)] = [("Firing", .firing), ("Pending", .pending), ("Over", .resolved)]
        var sections = groups.map { group in
            let alerts = overview.alerts.filter { $0.state == group.state }
            return (title: group.title, count: alerts.count, lines: alerts.flatMap { lines(of: $0, width: width) })
        }
        sections.append(("Silences", overview.silences.count, overview.silences.map { line(of: $0) }))
        sections.append(("Rules", overview.rules.count, overview.rules.flatMap { lines(of: $0, width: width) }))
        let calm = overview.alerts.contains { $0.state != .resolved } ? [] : [Line(row: nil, line: calmLine)]
        let parts = [calm] + sections.filter { $0.count > 0 }.map { [heading($0.title, $0.count)] + $0.lines }
        return Array(
            (parts.filter { !$0.isEmpty } + [told(overview, width: width)]).joined(separator: [Line(row: nil, line: .blank)]))
    }

    private var calmLine: StyledLine { StyledLine([Piece(glyphs.done, .ok), Piece(" nothing needs attention")]) }

    private func heading(_ title: String, _ count: Int) -> Line {
        Line(
            row: nil,
            line: StyledLine([Piece(SafeText(title), .textStrong, bold: true), Piece(SafeText("  \(count)"), .textDim)]))
    }

    private func told(_ overview: AlertOverview, width: Int) -> [Line] {
        let names = overview.channels.map { SafeText($0.rawValue) }.joined(separator: ", ")
        let words: SafeText = names.isEmpty ? "nobody; alerts.notify in config.yaml names who is told" : names
        return [Line(row: nil, line: StyledLine([Piece("Told", .textStrong, bold: true)]))]
            + words.wrapped(to: max(10, width - 2)).map {
                Line(row: nil, line: StyledLine([Piece("  "), Piece($0, names.isEmpty ? .textDim : .text)]))
            }
    }

    // MARK: Alerts

    private func lines(of alert: Alert, width: Int) -> [Line] {
        let row = AlertsPage.Row.alert(alert.id)
        let head = Line(row: row, line: head(alert, width: width), isHead: true)
        guard state.alerts.current == row else { return [head] }
        return [head] + story(of: alert, width: width).map { Line(row: row, line: $0) }
    }

    private static func subject(of alert: Alert) -> String { alert.server?.rawValue ?? alert.platform ?? "home" }

    private func head(_ alert: Alert, width: Int) -> StyledLine {
        let (glyph, token) = mark(alert)
        let subject = SafeText(Self.subject(of: alert))
        let rule = SafeText(alert.rule)
        let message = SafeText(alert.message)
        var marks: [Piece] = []
        if alert.acknowledgedAt != nil { marks.append(Piece("seen  ", .ok)) }
        if alert.isSilenced { marks.append(Piece("silent  ", .off)) }
        let time = SafeText(state.localTime.short(alert.resolvedAt ?? alert.began, today: state.now))
        let ellipsis = glyphs.kit.ellipsis
        let isNarrow = width < 60
        let subjectCell = subject.fitted(to: min(subjectWidth, isNarrow ? 12 : 16), at: .middle, ellipsis: ellipsis)
        var columns = [Piece(glyph, token), Piece(" "), Piece(subjectCell, .text, bold: true), Piece("  ")]
        if isNarrow {
            columns.append(Piece(rule, token == .textDim ? .textDim : .text))
        } else {
            let ruleCell = rule.fitted(to: min(ruleWidth, 16), ellipsis: ellipsis)
            columns += [Piece(ruleCell, .textDim), Piece("  "), Piece(message.withoutName(subject))]
        }
        return StyledLine(columns, trailing: marks + [Piece(time, .textDim)])
    }

    private func mark(_ alert: Alert) -> (SafeText, StyleToken) {
        switch (alert.state, alert.severity) {
        case (.pending, _): (glyphs.phase(.starting), .pending)
        case (.resolved, _): (glyphs.done, .textDim)
        case (.firing, .error): (glyphs.severity(.error), .error)
        case (.firing, .warning): (glyphs.severity(.warning), .warn)
        case (.firing, .info), (.firing, .ok): (glyphs.severity(.info), .info)
        }
    }

    /// Everything about an alert, indented under its head.
    private func story(of alert: Alert, width: Int) -> [StyledLine] {
        let room = max(10, width - 4)
        let arrow: SafeText = glyphs.kit.isUnicode ? "→ " : "> "
        // What the head says whole is not said again.
        let isSaid = width >= 60 && head(alert, width: width).leading.width + 20 <= width
        var lines = isSaid ? [] : Self.indented(SafeText(alert.message).wrapped(to: room).map { [Piece($0)] })
        if alert.state != .resolved, let remedy = alert.remedy {
            lines += Self.indented((arrow + SafeText(remedy)).wrapped(to: room).map { [Piece($0, .accent)] })
        }
        lines += Self.indented(SafeText(standing(alert)).wrapped(to: room).map { [Piece($0, .textDim)] })
        if let moment = alert.acknowledgedAt {
            let words = alert.acknowledgement.map { ": \($0)" } ?? ""
            let seen = SafeText("seen \(state.localTime.short(moment, today: state.now))\(words)")
            lines += Self.indented(seen.wrapped(to: room - 2).map { [Piece(glyphs.done + " ", .ok), Piece($0)] })
        }
        lines += alert.deliveries.flatMap { delivery in
            Self.lines(
                of: delivery, time: state.localTime.short(delivery.at, today: state.now), width: room, glyphs: glyphs
            ).map { StyledLine([Piece("    ")] + $0.leading) }
        }
        return lines
    }

    /// `error, firing since 13:58:02, told 14:02`
    private func standing(_ alert: Alert) -> String {
        func time(_ moment: Timestamp) -> String { state.localTime.short(moment, today: state.now) }
        var parts = [alert.severity.rawValue]
        switch alert.state {
        case .firing: parts.append("firing since \(time(alert.began))")
        case .pending: parts.append("pending since \(time(alert.began)): it has not lasted long enough to tell people")
        case .resolved:
            parts.append("over since \(time(alert.resolvedAt ?? alert.began)), began \(time(alert.began))")
        }
        if alert.flaps > 0 { parts.append(alert.flaps == 1 ? "came back once" : "came back \(alert.flaps) times") }
        if alert.isSilenced {
            let silence = state.alerts.overview?.silences.filter { $0.covers(alert) }.max { $0.until < $1.until }
            let why = silence?.comment.map { " (\($0))" } ?? ""
            parts.append("silent" + (silence.map { " until \(time($0.until))" } ?? "") + why)
        }
        return parts.joined(separator: ", ")
    }

    /// `✓ webhook was told 14:02`, or what went wrong and what to do.
    static func lines(of delivery: AlertDelivery, time: String?, width: Int, glyphs: Glyphs) -> [StyledLine] {
        let when = time.map { " \($0)" } ?? ""
        guard let failure = delivery.failure else {
            return [StyledLine([Piece(glyphs.done, .ok), Piece(SafeText(" \(delivery.channel.rawValue) was told\(when)"))])]
        }
        let words = SafeText("\(delivery.channel.rawValue) was not told\(when): \(failure.problem)").wrapped(
            to: max(10, width - 2))
        let remedy = SafeText(failure.remedy).wrapped(to: max(10, width - 4))
        return words.enumerated().map { index, part in
            StyledLine([Piece(index == 0 ? glyphs.phase(.failed) : " ", .error), Piece(" "), Piece(part)])
        } + remedy.map { StyledLine([Piece("    "), Piece($0, .textDim)]) }
    }

    private static func indented(_ lines: [[Piece]]) -> [StyledLine] { lines.map { StyledLine([Piece("    ")] + $0) } }

    // MARK: Silences and rules

    private func line(of silence: AlertSilence) -> Line {
        let until = "  until \(state.localTime.short(silence.until, today: state.now))"
        let why = silence.comment.map { [Piece("  "), Piece(SafeText($0), .textDim)] } ?? []
        return Line(
            row: .silence(silence.id),
            line: StyledLine(
                [
                    Piece(glyphs.phase(.disabled), .off), Piece(" "), Piece(SafeText(silence.subject)),
                    Piece(SafeText(until), .textDim),
                ] + why),
            isHead: true)
    }

    private func lines(of rule: AlertRule, width: Int) -> [Line] {
        let (glyph, token): (SafeText, StyleToken) =
            rule.isEnabled
            ? (glyphs.severity(rule.severity), .textDim) : (glyphs.phase(.disabled), .off)
        let words = rule.words
        let name = SafeText(rule.name).fitted(to: min(ruleWidth, width < 60 ? 16 : 20), ellipsis: glyphs.kit.ellipsis)
        let row = AlertsPage.Row.rule(rule.name)
        let head = Line(
            row: row,
            line: StyledLine([Piece(glyph, token), Piece(" "), Piece(name), Piece("  "), Piece(SafeText(words), .textDim)]),
            isHead: true)
        guard state.alerts.current == row else { return [head] }
        let who = rule.channels.map { $0.isEmpty ? "tells nobody" : "tells " + $0.map(\.rawValue).joined(separator: ", ") }
        let facts = [rule.isEnabled ? "\(rule.severity.rawValue), \(words)" : words, who].compactMap(\.self).joined(
            separator: "; ")
        let story = Self.indented(SafeText(facts).wrapped(to: max(10, width - 4)).map { [Piece($0, .textDim)] })
        return [head] + story.map { Line(row: row, line: $0) }
    }

    /// `45s`, `10m`, `17h58m`: as the command line takes it.
    static func length(_ seconds: Double) -> String {
        let whole = max(0, Int(seconds.rounded()))
        let parts = [(whole / 86_400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "m"), (whole % 60, "s")]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return text.isEmpty ? "0s" : text
    }
}
