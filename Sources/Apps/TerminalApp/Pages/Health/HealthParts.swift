import ServerModel
import TerminalKit

/// The parts of the page of health, for a width; ``HealthPlan`` says which of them are shown.
struct HealthParts {
    let server: ServerStatus
    let state: AppState
    let glyphs: Glyphs
    let width: Int
    private let knowledge: HealthKnowledge

    /// Strips and chart begin at the same column.
    static let labels = 7
    private static let percents = 8

    init(_ server: ServerStatus, state: AppState, glyphs: Glyphs, width: Int) {
        self.server = server
        self.state = state
        self.glyphs = glyphs
        self.width = width
        knowledge = state.health.known[server.id] ?? HealthKnowledge()
    }

    var history: HealthHistory? { knowledge.history }

    /// How it is now: what happened last knows best.
    private var current: Health? { server.health ?? history?.current }

    var content: HealthPlan.Content {
        HealthPlan.Content(
            heading: heading.count, strips: history?.strips.count ?? 0, hasChart: chart != nil,
            callsAlone: callsAlone.count, outages: history.map { max(1, $0.outages.count) } ?? 0, resources: resources.count,
            alerts: alerts.count)
    }

    // MARK: - Now

    /// Shape, name and a sentence; what is wrong, what to do and which key does it.
    var heading: [StyledLine] {
        let name = Piece(SafeText(server.id.rawValue), .textStrong, bold: true)
        guard let current else {
            return [
                StyledLine([Piece(glyphs.phase(.unknown), .unknown), Piece(" "), name, Piece("  not checked yet", .textDim)])
            ]
        }
        let look = current.state == .unknown ? nil : HealthLook(current.state, glyphs: glyphs)
        // What is stopped or switched off is not asked, and says so itself.
        let phase = ServerLook(server, glyphs: glyphs)
        let (glyph, token) = look.map { ($0.glyph, $0.token) } ?? (phase.glyph, phase.token)
        let isCalm = current.state == .healthy || current.state == .unknown
        let lead = [Piece(glyph, token), Piece(" "), name, Piece("  ")]
        let room = max(8, width - lead.width)
        let words = sentences(current).map { SafeText($0) }.first(within: room)
        let lines = words.wrapped(to: room).prefix(3).enumerated().map { index, line in
            StyledLine(
                (index == 0 ? lead : [Piece(SafeText(repeating: " ", columns: lead.width))])
                    + [Piece(line, isCalm ? .textDim : token)])
        }
        guard !isCalm else { return Array(lines) }
        let indent = Piece("  ")
        let remedy = (current.remedy.map { SafeText($0).wrapped(to: max(8, width - 2)).prefix(2) } ?? []).map {
            StyledLine([indent, Piece($0, .textDim)])
        }
        return lines + remedy + [StyledLine([indent] + keys(current))]
    }

    /// How it is now, all there is to say; `nil` when it was not checked yet.
    var sentence: String? {
        guard let current, current.state != .unknown || server.phase != .ready else { return nil }
        return sentences(current).first
    }

    /// All there is to say first, then what is said where there is less room: when it was checked says least.
    private func sentences(_ health: Health) -> [String] {
        let since = state.localTime.short(health.since, today: state.now)
        switch health.state {
        case .healthy:
            let checked = health.checkedAt.map { ", checked \(state.localTime.clock($0))" } ?? ""
            let answer = health.responseMilliseconds.map { ": answers in \(HealthWords.milliseconds($0))" } ?? ""
            return ["healthy since \(since)\(answer)\(checked)", "healthy since \(since)\(answer)", "healthy\(answer)"]
        case .unknown:
            if server.phase == .ready { return ["not checked yet"] }
            let word = ServerLook(server, glyphs: glyphs).word.string
            return ["\(word) since \(state.localTime.short(server.since, today: state.now)): it is not asked"]
        case .degraded, .unhealthy, .notFound:
            return ["\(HealthWords.word(health.state)) since \(since)" + (health.reason.map { ": \($0)" } ?? "")]
        }
    }

    /// The next keys, as on the page of its status.
    private func keys(_ health: Health) -> [Piece] {
        let actions: [Action] = health.cause == .needsSecret ? [.showSecrets, .start] : [.restart, .showLogs]
        let hints = actions.compactMap { action -> [Piece]? in
            guard let binding = state.keys.binding(for: action), let key = binding.keys.first else { return nil }
            return [Piece(glyphs.key(key), .key, bold: true), Piece(SafeText(" \(binding.label)"))]
        }
        return Array(hints.joined(separator: [Piece("   ")]))
    }

    // MARK: - Over time

    /// Columns for a strip and for the chart: one, two or three for a cell, else as many as there are.
    var plotWidth: Int {
        let room = max(8, width - Self.labels - 1 - remarkWidth)
        return room >= 60 ? room / 60 * 60 : room
    }

    private var remarkWidth: Int { Self.percents + (width >= 96 ? 26 : 1) }

    func strip(_ index: Int) -> StyledLine {
        guard let history, let strip = history.strips[safe: index] else { return .blank }
        let shown = state.isConnected ? strip.extended(to: state.now, in: current?.state ?? .unknown) : strip
        let isCharted = index == state.health.range
        let span = SafeText(HealthWords.span(strip.spanSeconds))
        let label = (isCharted ? glyphs.prompt + " " + span : span).padded(to: Self.labels, alignment: .trailing)
        var pieces = [Piece(label + " ", isCharted ? .text : .textDim)]
        pieces += StateStrip(shown.states).cells(width: plotWidth, glyphs: glyphs.kit).pieces
        guard let uptime = history.uptime.first(where: { $0.spanSeconds == strip.spanSeconds }) else { return StyledLine(pieces) }
        pieces += [
            Piece(" "),
            Piece(SafeText(uptime.percent).padded(to: Self.percents, alignment: .trailing), Style(uptime.token, bold: true)),
        ]
        var left = width - pieces.width
        for remark in uptime.remarks {
            let text = SafeText("  \(remark)")
            guard text.width <= left else { break }
            pieces.append(Piece(text, .textDim))
            left -= text.width
        }
        return StyledLine(pieces)
    }

    // MARK: - Outages

    func outageHeading(hidden: Int) -> StyledLine {
        StyledLine(
            [Piece("Outages", .textStrong, bold: true)]
                + (hidden > 0 ? [Piece(SafeText("  \(hidden) more"), .textDim)] : []))
    }

    var noOutage: StyledLine { StyledLine([Piece("none since it is watched", .textDim)]) }

    func line(of outage: Outage) -> StyledLine {
        let look = HealthLook(outage.state, glyphs: glyphs)
        let time = SafeText(HealthWords.moment(outage.began, state.localTime, now: state.now))
        let length = SafeText((outage.isEndUncertain ? "~" : "") + OutageText.length(outage))
        return StyledLine([
            Piece(look.glyph, look.token), Piece(" "), Piece(time.padded(to: 13)), Piece(" "),
            Piece(length.padded(to: 12), outage.ended == nil ? .error : .textDim), Piece("  "),
            Piece(SafeText(OutageText.why(outage))),
        ])
    }
}
