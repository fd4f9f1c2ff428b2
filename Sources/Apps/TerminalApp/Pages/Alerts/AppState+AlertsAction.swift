import ServerModel
import TerminalKit

/// What the page of alerts can do.
extension AppState {
    mutating func perform(_ action: AlertsAction) -> [Effect] {
        switch action {
        case .acknowledge:
            guard let alert = alerts.currentAlert else { return [] }
            prompt = Prompt(kind: .page(AlertComment(alert: alert.id)), editor: LineEditor(), previous: "")
        case .silence: overlay = .page(silenceMenu)
        case .test:
            overlay = .page(
                Question(
                    title: "Tell everybody that this is a test?", targets: alerts.overview?.channels.map(\.rawValue) ?? [],
                    meaning: "", command: commandLine(of: .test), verb: "Test", requests: [.alerts(.test)]))
        case .goThere: goToAlert()
        case .copy: return copyAlert()
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: AlertsAction) -> String? {
        if action != .goThere, action != .copy, !isConnected { return notConnected }
        guard let overview = alerts.overview else {
            return "the alerts are not known yet; \(keyLabel(.pane(.alerts))) shows them"
        }
        switch action {
        case .acknowledge:
            guard let alert = alerts.currentAlert else {
                return overview.alerts.isEmpty ? "nothing needs attention" : "no alert is chosen"
            }
            if alert.state == .resolved { return "it is over" }
            return alert.acknowledgedAt == nil ? nil : "it was acknowledged already"
        case .copy: return alerts.current == nil ? "there is nothing to copy" : nil
        case .silence: return alerts.current == nil ? "there is nothing to be told of" : nil
        case .test: return overview.channels.isEmpty ? "nobody is told: alerts.notify in config.yaml names who is" : nil
        case .goThere:
            guard let alert = alerts.currentAlert else { return "this is about no server" }
            if alert.platform != nil { return nil }
            guard let id = alert.server else { return "it is about the home, not about a server" }
            return server(id) == nil ? "\(id) was removed" : nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: AlertsAction) -> String? {
        switch action {
        case .acknowledge: alerts.currentAlert.map { "mcp-manager alerts ack \($0.id)" }
        case .test: "mcp-manager alerts test"
        case .silence: silenceLine
        case .goThere, .copy: nil
        }
    }

    /// What nobody is to be told of, or what is to end that.
    private var silenceLine: String? {
        let subject: (rule: String?, server: ServerID?)
        switch alerts.current {
        case .alert: subject = (alerts.currentAlert?.rule, alerts.currentAlert?.server)
        case .rule(let name): subject = (name, nil)
        case .silence(let id): return "mcp-manager alerts unsilence \(id)"
        case nil: return nil
        }
        return Self.silencing(subject.rule, subject.server) + " --for TIME"
    }

    private static func silencing(_ rule: String?, _ server: ServerID?) -> String {
        let words = (rule.map { ["--rule", $0] } ?? []) + (server.map { ["--server", $0.rawValue] } ?? [])
        return ShellWords.joined(["mcp-manager", "alerts", "silence"] + words)
    }

    private mutating func goToAlert() {
        guard let alert = alerts.currentAlert else { return }
        if let platform = alert.platform {
            platforms.column = platform
            go(to: .platforms)
        } else if let id = alert.server {
            select(id)
            go(to: .health)
        }
    }

    // MARK: Silence

    /// For how long; for what is chosen, or the end of it.
    private var silenceMenu: Menu {
        guard let overview = alerts.overview else { return Menu(title: "Silence", items: []) }
        var items: [Menu.Item] = []
        var (rule, server): (String?, ServerID?)
        var ends = overview.silences
        switch alerts.current {
        case .alert:
            (rule, server) = (alerts.currentAlert?.rule, alerts.currentAlert?.server)
            if let alert = alerts.currentAlert { ends = ends.filter { $0.covers(alert) } }
        case .rule(let name):
            rule = name
            ends = ends.filter { $0.rule == name }
        case .silence(let id): ends = ends.filter { $0.id == id }
        case nil: break
        }
        if rule != nil {
            items = [
                silenceItem("1", "for 1 hour", rule, server, .seconds(3600)),
                silenceItem("8", "for 8 hours", rule, server, .seconds(8 * 3600)),
                silenceItem("t", "until tomorrow", rule, server, localTime.untilMidnight(from: now) + .seconds(8 * 3600)),
            ]
        }
        items += ends.enumerated().map { index, silence in
            Menu.Item(
                index == 0 ? "e" : nil, "end the silence",
                "of \(silence.subject), until \(localTime.short(silence.until, today: now))"
            ) { state in
                state.note("mcp-manager alerts unsilence \(silence.id)")
                return state.ask(.alerts(.endSilence(silence.id)))
            }
        }
        let subject = AlertSilence(rule: rule, server: server, until: now).subject
        return Menu(title: rule == nil ? "Silence" : "Tell nobody of \(subject)", items: items)
    }

    private func silenceItem(
        _ letter: Character, _ label: String, _ rule: String?, _ server: ServerID?, _ length: Duration
    ) -> Menu.Item {
        let until = now + length
        let short = localTime.short(until, today: now)
        // Of another day the hour is told, too.
        let words = short.contains(":") ? short : "\(short) \(localTime.clock(until).prefix(5))"
        return Menu.Item(letter, label, "until \(words)") { state in
            // Counted from when it is chosen, as the command line would.
            let silence = AlertSilence(rule: rule, server: server, until: state.now + length)
            state.note("\(Self.silencing(rule, server)) --for \(AlertLines.length(Double(length.components.seconds)))")
            return state.ask(.alerts(.silence(silence)))
        }
    }
}

/// Why an alert is no news any more.
struct AlertComment: PromptPurpose {
    var alert: Alert.ID

    var title: SafeText { SafeText("\(alert) seen: ") }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] {
        let comment = text.isEmpty ? nil : text
        state.note(
            ShellWords.joined(["mcp-manager", "alerts", "ack", alert] + (comment.map { ["--comment", $0] } ?? [])))
        return state.ask(.alerts(.acknowledge(AlertAcknowledgement(alert: alert, comment: comment))))
    }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        text.isEmpty ? [Piece("a word for the others, or nothing", .inputHint)] : []
    }
}
