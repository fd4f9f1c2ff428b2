import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// Every page at the four sizes the layout is made for, with and without Unicode, in three themes.
struct `Every page looks as kept, everywhere` {
    @Test(arguments: Page.allCases)
    func `as`(page: Page) throws {
        try Golden.expectEverywhere("everywhere-\(page)") { size in
            let t = Story(Sample.checked, columns: size.columns, rows: size.rows)
            t.pane(.servers).select("github")
            page.open(t)
            return t.app
        }
    }
}

/// A page, and how one gets there with `github` selected.
enum Page: String, CaseIterable, CustomStringConvertible {
    case overview, failed, logs, health, outage, secrets, sync, plan, tools, toolForm, calls, sessions, alerts, events
    case question, bulk, commands, help, addServer

    var description: String { rawValue }

    func open(_ t: Story) {
        switch self {
        case .overview: break
        case .failed: t.pane(.servers).select("slack")
        case .logs: t.press(.showLogs)
        case .health: t.press(.pane(.health))
        case .outage: t.press(.pane(.health), .down, .health(.showOutage))
        case .secrets: t.pane(.servers).select("notion").press(.showSecrets)
        case .sync: t.press(.pane(.platforms))
        case .plan: t.press(.pane(.platforms), .syncAll)
        case .tools: t.press(.pane(.tools))
        case .toolForm: t.press(.pane(.tools), .down, .tools(.openForm))
        case .calls: t.press(.pane(.calls))
        case .sessions: t.press(.pane(.sessions))
        case .alerts: t.press(.pane(.alerts))
        case .events: t.press(.pane(.events))
        case .question: t.press(.restart)
        case .bulk: t.press(.mark, .list(.bulk))
        case .commands: t.press(.palette).type("re")
        case .help: t.press(.help)
        case .addServer: t.press(.forms(.add))
        }
    }
}
