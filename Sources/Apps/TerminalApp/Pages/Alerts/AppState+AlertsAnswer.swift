import ServerModel
import TerminalKit

extension AppState {
    mutating func take(
        _ result: Result<AlertsAnswer, ErrorReport>, to request: AlertsRequest, _ generation: Int
    ) -> [Effect] {
        if request == .overview {
            guard generation == alerts.generation else { return [] }
            alerts.isAsking = false
        }
        switch result {
        case .failure(let report):
            if request == .overview {
                if alerts.overview == nil { alerts.content = .failed(report) }
            } else {
                toast = .error(report)
            }
        case .success(.overview(let overview)): alerts.content = .loaded(overview)
        case .success(.acknowledged(let alert)):
            alerts.take(alert)
            alerts.isStale = true
            toast = .note("\(alert.id) is seen: nobody is told of it again")
        case .success(.silence(let silence)): take(silence, after: request)
        case .success(.tested(let test)): show(test)
        }
        return []
    }

    private mutating func take(_ silence: AlertSilence, after request: AlertsRequest) {
        alerts.isStale = true
        if case .endSilence = request {
            toast = .note("people are told again of \(silence.subject)")
            return
        }
        undoable.append(
            Undoable(
                label: "silence of \(silence.subject)", command: "mcp-manager alerts unsilence \(silence.id)",
                requests: [.alerts(.endSilence(silence.id))]))
        let until = localTime.short(silence.until, today: now)
        toast = .note("nobody is told of \(silence.subject) until \(until); \(keyLabel(.desk(.undo))) undoes it")
    }

    /// What became of telling everybody that it is a test.
    private mutating func show(_ test: AlertTest) {
        // What somebody reads or types meanwhile stays.
        guard overlay == nil, prompt == nil, form == nil else {
            toast = Self.summary(of: test)
            return
        }
        overlay = .page(
            TextPage(title: "What became of the test") { columns, glyphs in
                guard !test.deliveries.isEmpty else {
                    return [StyledLine([Piece("nobody is told: alerts.notify in config.yaml names who is", .textDim)])]
                }
                return test.deliveries.flatMap { AlertLines.lines(of: $0, time: nil, width: columns, glyphs: glyphs) }
            })
    }

    /// The same in a line.
    private static func summary(of test: AlertTest) -> Toast {
        guard let failed = test.deliveries.first(where: { $0.failure != nil }), let failure = failed.failure else {
            let names = test.deliveries.map(\.channel.rawValue).joined(separator: ", ")
            return .note(names.isEmpty ? "the test told nobody" : "the test has arrived: \(names)")
        }
        return Toast(
            text: SafeText("\(failed.channel.rawValue) was not told of the test: \(failure.problem)"),
            remedy: SafeText(failure.remedy), isError: true)
    }
}
