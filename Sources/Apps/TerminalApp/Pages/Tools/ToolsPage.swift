import ModelContextProtocol
import ServerModel
import TerminalKit

/// What the page of tools knows and where the eye is, of each server that was looked at.
struct ToolsPage {
    /// The server that is shown; `nil` when none is selected.
    var server: ServerID?
    var desks: [ServerID: ToolDesk] = [:]
    /// Narrows the list; empty shows all.
    var filter = TextPattern("")

    /// That of the server that is shown.
    var desk: ToolDesk {
        get { server.flatMap { desks[$0] } ?? ToolDesk() }
        set { if let server { desks[server] = newValue } }
    }

    /// Where keys go while the page has the focus.
    var context: Context {
        switch desk.front {
        case .list: .tools
        case .form: .toolForm
        case .result: .toolResult
        }
    }

    /// A key that is no action, where something is typed.
    mutating func type(_ key: KeyPress) {
        if context == .toolForm { desk.form?.type(key) }
    }

    mutating func paste(_ text: String) {
        if context == .toolForm { _ = desk.form?.paste(text) }
    }
}

/// The tools of one server, the form that is filled for one of them, and what came of the last call.
struct ToolDesk {
    /// What is known of its tools; `nil`: nobody asked.
    var catalog: Catalog?
    /// What the catalogue was asked in: another run may have other tools.
    var askedIn: Occasion?
    /// The tool in the list; follows the name, not the row.
    var selected: String?
    var top = 0
    var front = Front.list
    /// The open form, and those that were left, by tool.
    var form: ToolForm?
    var drafts: [String: ToolForm] = [:]
    /// The newest call.
    var call: ToolCall?
    /// The names of the arguments each tool must have; read once, not for each row of each picture.
    var required: [String: [String]] = [:]

    enum Front: Sendable { case list, form, result }

    enum Catalog: Sendable {
        /// Answers of other generations are late. What was known before stays to be seen.
        case asking(generation: Int, before: [ToolDescription])
        case known([ToolDescription])
        case failed(ErrorReport, before: [ToolDescription])
    }

    /// A run of the server, and a time everything was loaded.
    struct Occasion: Hashable, Sendable {
        var run: Timestamp?
        var picture: Timestamp?
    }

    /// In the server's order.
    var tools: [ToolDescription] {
        switch catalog {
        case .known(let tools), .asking(_, let tools), .failed(_, let tools): tools
        case nil: []
        }
    }

    mutating func learn(_ tools: [ToolDescription]) {
        catalog = .known(tools)
        required = Dictionary(tools.map { ($0.name, ToolSchema($0.inputSchema).required) }) { first, _ in first }
    }

    func visible(_ filter: TextPattern) -> [ToolDescription] {
        filter.isEmpty
            ? tools
            : tools.filter { filter.matches($0.name) || filter.matches($0.title ?? "") || filter.matches($0.description ?? "") }
    }

    /// The tool the eye is on.
    func chosen(_ filter: TextPattern) -> ToolDescription? {
        let visible = visible(filter)
        return visible.first { $0.name == selected } ?? visible.first
    }
}

/// A call that was made here.
struct ToolCall {
    let tool: ToolDescription
    let arguments: JSONObject
    /// Of the question; answers of others are late.
    let generation: Int
    let startedAt: Timestamp
    var state = State.running
    /// What is looked for in the result.
    var search: TextPattern?
    /// Shows the answer as it came, not as it is best read.
    var isRaw = false

    enum State: Sendable {
        case running
        case answered(ToolCallResult, JSONTree, at: Timestamp)
        /// There was no answer.
        case failed(ErrorReport)
    }

    var tree: JSONTree? {
        get { if case .answered(_, let tree, _) = state { tree } else { nil } }
        set { if case .answered(let result, _, let at) = state, let newValue { state = .answered(result, newValue, at: at) } }
    }

    var result: ToolCallResult? { if case .answered(let result, _, _) = state { result } else { nil } }
    var isRunning: Bool { if case .running = state { true } else { false } }

    /// To be shown and kept: without what its schema says is secret.
    func command(of server: ServerID) -> String {
        let schema = ToolSchema(tool.inputSchema)
        return CallCommand(server: server, tool: tool.name, arguments: schema.hiding(arguments), schema: schema).line
    }
}
