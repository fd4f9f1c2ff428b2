import TerminalKit

extension Keys {
    static let sessions: [Binding<Action, Context>] = [
        Binding(
            .sessions(.showCalls), keys: [.enter], in: [.sessions], label: "calls",
            tooltip: "See the calls of the session's server", footerPriority: 95),
        Binding(
            .sessions(.onlySelected), keys: [.character("a")], in: [.sessions], label: "all servers",
            tooltip: "Show the sessions of all servers, or of the selected one", footerPriority: 92),
        Binding(
            .sessions(.copy), keys: [.character("y")], in: [.sessions], label: "copy",
            tooltip: "Copy the chosen session: client, server, requests", footerPriority: 55),
    ]
}
