/// What has the keys; each is a section of the help page.
enum Context: Hashable, Sendable, CaseIterable {
    case servers, status, logs, health, secrets, platforms, tools, calls, sessions, alerts, events
    case welcome
    case plan, entry, text, record, call, output
    case form, review, applied, question
    case toolForm, toolResult, serverForm, formChoices, formReview, formQuestion
    case prompt, dialog, menu, themes, help, palette

    /// Those in which keys are commands, not letters.
    static let panes: Set<Context> = [
        .servers, .status, .logs, .health, .secrets, .platforms, .tools, .calls, .sessions, .alerts, .events,
        .welcome,
    ]

    /// Those in which a server is looked at, and its verbs work.
    static let ofServer: Set<Context> = [.servers, .status, .health, .secrets, .sessions]

    /// Those in which something is read by moving through it.
    static let reading = panes.union([.plan, .entry, .text, .record, .call, .output, .toolResult, .formChoices, .formReview])

    /// Those of an open form; messages are shown beside it.
    static let ofForm: Set<Context> = [.serverForm, .formChoices, .formReview, .formQuestion]

    /// Those in which a key copies the whole screen: panes, and what is read over them; elsewhere letters are typed, or mean choices.
    static let copyable = panes.union([.plan, .entry, .text, .record, .call, .output, .toolResult])

    /// Those in which one of several things is chosen with the arrows, and letters are typed or mean the choices.
    static let choosing: Set<Context> = [.prompt, .palette, .help, .menu, .themes]

    var title: String {
        switch self {
        case .servers: "Servers"
        case .status: "Status"
        case .logs: "Logs"
        case .health: "Health"
        case .secrets: "Secrets"
        case .platforms: "Sync"
        case .tools: "Tools"
        case .calls: "Calls"
        case .sessions: "Sessions"
        case .alerts: "Alerts"
        case .events: "Events"
        case .welcome: "The first steps"
        case .plan: "Plans for clients' files"
        case .entry: "A server in a client"
        case .text: "Something to read"
        case .record: "A record of the log"
        case .call: "A call"
        case .output: "What a command says"
        case .form: "Giving secrets"
        case .review: "Looking them over"
        case .applied: "Stored"
        case .question: "Questions of the form"
        case .toolForm: "Calling a tool"
        case .toolResult: "What a tool answered"
        case .serverForm: "Forms"
        case .formChoices: "Marking in a form"
        case .formReview: "Looking a form over"
        case .formQuestion: "Leaving a form"
        case .prompt: "Typing"
        case .dialog: "Questions"
        case .menu: "Menus"
        case .themes: "Themes"
        case .help: "Help"
        case .palette: "Commands"
        }
    }
}
