import ServerModel
import TerminalKit

/// What the health page can do.
extension AppState {
    mutating func perform(_ action: HealthAction) -> [Effect] {
        switch action {
        case .check:
            guard let selected else { return [] }
            note("mcp-manager health \(selected) --check")
            return ask(.health(.check(selected)))
        case .longer: health.range = min(health.range + 1, Uptime.spans.count - 1)
        case .shorter: health.range = max(health.range - 1, 0)
        case .showOutage:
            guard let outage = chosenOutage else { return [] }
            let (localTime, now) = (localTime, now)
            overlay = .page(
                TextPage(title: SafeText("Outage of \(outage.server)")) { columns, glyphs in
                    OutageText(outage: outage, localTime: localTime, now: now, glyphs: glyphs).lines(width: columns)
                })
        case .showLog: return showLog(of: chosenOutage)
        case .copy: return copyHealth()
        }
        return []
    }

    /// The chosen outage in a line, else the sentence on how the server is.
    private func copyHealth() -> [Effect] {
        if let outage = chosenOutage {
            return [.copy(SafeText(OutageText.line(outage, in: localTime)).string, what: "the outage")]
        }
        guard let server = server(selected), let sentence = healthSentence(of: server) else { return [] }
        return [.copy(SafeText("\(server.id) \(sentence)").string, what: "the health of \(server.id)")]
    }

    private func healthSentence(of server: ServerStatus) -> String? {
        HealthParts(server, state: self, glyphs: appearance.glyphs, width: size.columns).sentence
    }

    /// The log from shortly before an outage; what led to it is written before it is noticed.
    private mutating func showLog(of outage: Outage?) -> [Effect] {
        guard let outage else { return [] }
        let moment = outage.began + .seconds(-5)
        logOptions.showsAll = false
        go(to: .logs)
        let effects = followSelected()
        guard let subject = logSubject, let view = logs[subject] else { return effects }
        if view.lines.isEmpty { want(view.around(.moment(moment)), in: subject) } else { jump(to: moment, in: subject) }
        return effects
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: HealthAction) -> String? {
        guard let server = server(selected) else { return "no server is selected" }
        switch action {
        case .check:
            guard isConnected else { return notConnected }
            switch server.phase {
            case .ready, .degraded: return nil
            case .disabled, .failed, .needsSecret, .starting, .stopped, .stopping, .unknown, .waiting:
                return "\(server.id) does not run, so there is nothing to ask"
            }
        case .longer: return health.range < Uptime.spans.count - 1 ? nil : "the chart shows 30 days, the longest time there is"
        case .shorter: return health.range > 0 ? nil : "the chart shows an hour, the shortest time there is"
        case .showOutage, .showLog: return chosenOutage == nil ? "\(server.id) had no outage" : nil
        case .copy:
            return chosenOutage == nil && healthSentence(of: server) == nil ? "\(server.id) was not checked yet" : nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: HealthAction) -> String? {
        switch action {
        case .check: "mcp-manager health \(selected?.rawValue ?? "NAME") --check"
        case .longer, .shorter: nil
        case .showLog, .copy: nil
        case .showOutage: "mcp-manager health \(selected?.rawValue ?? "NAME")"
        }
    }
}

extension Uptime {
    /// What every history tells of, in seconds, and how a title names it.
    static let spans: [(seconds: Int, title: String)] = [
        (3_600, "last hour"), (86_400, "last 24 hours"), (604_800, "last 7 days"), (2_592_000, "last 30 days"),
    ]
}
