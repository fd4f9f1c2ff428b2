import ModelContextProtocol
import ServerModel
import TerminalKit

/// What the page of tools can do.
extension AppState {
    mutating func perform(_ action: ToolsAction) -> [Effect] {
        if focus != .tools { go(to: .tools) }
        tools.server = selected
        switch action {
        case .openForm: return openToolForm()
        case .read: readTool()
        case .filter:
            tools.desk.front = .list
            prompt = Prompt(kind: .page(ToolFilter()), editor: LineEditor(tools.filter.source), previous: tools.filter.source)
        case .next: if tools.desk.form?.submit() == true { return callFromForm() }
        case .forward: tools.desk.form?.goForward()
        case .back: tools.desk.form?.goBack()
        case .callNow: return callFromForm()
        case .leave: leaveToolForm()
        case .showResult: tools.desk.front = .result
        case .closeResult: closeToolResult()
        case .again: if let call = tools.desk.call { return callTool(call.tool, call.arguments) }
        case .change:
            guard let call = tools.desk.call else { return [] }
            tools.desk.form = ToolForm(call.tool, arguments: call.arguments)
            tools.desk.front = .form
        case .copy: overlay = .page(copyMenuOfTool())
        case .cancel: return cancelToolCall()
        case .toggle: changeToolTree { $0.toggle() }
        case .fold: changeToolTree { $0.foldOrLeave() }
        case .unfold: changeToolTree { $0.unfold() }
        case .foldAll: changeToolTree { $0.toggleAll() }
        case .raw: showRaw()
        case .search: prompt = Prompt(kind: .page(ToolResultSearch()), editor: LineEditor(), previous: "")
        case .nextMatch: findInResult(1)
        case .previousMatch: findInResult(-1)
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: ToolsAction) -> String? {
        guard let server = server(selected) else { return "no server is selected" }
        let desk = tools.desks[server.id] ?? ToolDesk()
        switch action {
        case .openForm: return objectionToForm(of: server, desk)
        case .read: return desk.chosen(tools.filter) == nil ? "no tool is known yet" : nil
        case .filter: return desk.tools.isEmpty ? "no tool is known yet" : nil
        case .showResult: return desk.call == nil ? nothingCalled : nil
        case .copy:
            return desk.call == nil && desk.chosen(tools.filter) == nil ? "there is nothing to copy yet" : nil
        case .again:
            if desk.call == nil { return nothingCalled }
            return desk.call?.isRunning == true ? "the call is still running" : isConnected ? nil : notConnected
        case .change: return desk.call == nil ? nothingCalled : nil
        case .cancel: return desk.call?.isRunning == true ? nil : "no call is running"
        case .toggle, .fold, .unfold, .foldAll, .raw, .search: return desk.call?.tree == nil ? "there is no answer yet" : nil
        case .nextMatch, .previousMatch: return desk.call?.search == nil ? "nothing is searched for" : nil
        case .next, .forward, .back, .callNow, .leave, .closeResult: return nil
        }
    }

    private var nothingCalled: String { "nothing was called from here yet; \(keyLabel(.tools(.openForm))) opens the form" }

    private func objectionToForm(of server: ServerStatus, _ desk: ToolDesk) -> String? {
        if case .asking = desk.catalog, desk.tools.isEmpty { return "the server is being asked for its tools" }
        if !isConnected { return notConnected }
        if desk.tools.isEmpty {
            switch server.phase.name {
            case .disabled: return "\(server.id) is switched off; \(keyLabel(.forms(.toggle))) in the list switches it on"
            case .needsSecret: return "\(server.id) needs a secret first; \(keyLabel(.pane(.secrets))) shows which"
            default: break
            }
            if case .known = desk.catalog { return "it has no tools" }
            return nil
        }
        return desk.chosen(tools.filter) == nil ? "no tool matches; \(keyLabel(.back)) ends the filter" : nil
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: ToolsAction) -> String? {
        guard let selected else { return nil }
        let desk = tools.desks[selected] ?? ToolDesk()
        switch action {
        case .openForm:
            guard let tool = desk.chosen(tools.filter) else { return "mcp-manager tools \(selected)" }
            return CallCommand(server: selected, tool: tool.name, arguments: JSONObject(), schema: nil).line
        case .read, .filter: return "mcp-manager tools \(selected)"
        case .again, .showResult: return desk.call?.command(of: selected)
        case .next, .callNow:
            return desk.form.map {
                CallCommand(server: selected, tool: $0.tool.name, arguments: $0.readable, schema: ToolSchema($0.tool.inputSchema))
                    .line
            }
        case .forward, .back, .leave, .closeResult, .change, .copy, .cancel, .toggle, .fold, .unfold, .foldAll, .raw, .search,
            .nextMatch, .previousMatch:
            return nil
        }
    }

    // MARK: The form

    private mutating func openToolForm() -> [Effect] {
        guard let selected else { return [] }
        guard let tool = tools.desk.chosen(tools.filter) else {
            // It is stopped, or could not say what it has: the question starts it, and is asked again when it changes.
            note("mcp-manager tools \(selected)")
            return askForTools(of: selected, in: nil)
        }
        tools.desk.selected = tool.name
        let draft = tools.desk.drafts[tool.name]
        tools.desk.form = draft?.tool == tool ? draft : ToolForm(tool, arguments: draft?.readable ?? JSONObject())
        tools.desk.front = .form
        return []
    }

    private mutating func leaveToolForm() {
        // A message is acknowledged first, as elsewhere.
        if toast?.isError == true {
            toast = nil
            return
        }
        keepToolDraft()
        tools.desk.front = .list
    }

    /// Ctrl-C: out of the form or the result, then out of the filter; `false`: in neither.
    mutating func peelTools() -> Bool {
        if tools.desk.front != .list {
            keepToolDraft()
            tools.desk.front = .list
        } else if !tools.filter.isEmpty {
            tools.filter = TextPattern("")
        } else {
            return false
        }
        return true
    }

    private mutating func keepToolDraft() {
        guard let form = tools.desk.form else { return }
        tools.desk.drafts[form.tool.name] = form.isEmpty ? nil : form
        tools.desk.form = nil
    }

    private mutating func callFromForm() -> [Effect] {
        guard isConnected else {
            toast = .note(notConnected)
            return []
        }
        guard let tool = tools.desk.form?.tool, let arguments = tools.desk.form?.arguments() else { return [] }
        keepToolDraft()
        return callTool(tool, arguments)
    }

    private mutating func callTool(_ tool: ToolDescription, _ arguments: JSONObject) -> [Effect] {
        guard let selected else { return [] }
        let effects = ask(.tools(.call(selected, tool: tool.name, arguments: JSONValue.object(arguments).description)))
        let call = ToolCall(tool: tool, arguments: arguments, generation: questions, startedAt: now)
        tools.desk.call = call
        tools.desk.front = .result
        note(call.command(of: selected))
        return effects
    }

    /// The daemon tells the server, because nobody waits any more.
    mutating func cancelToolCall() -> [Effect] {
        guard let call = tools.desk.call, call.isRunning else { return [] }
        tools.desk.call?.state = .failed(
            ErrorReport(
                code: "cancelled", problem: "the call was cancelled", remedy: "the server was told; what it did is done"))
        calls.isStale = true
        return [.withdraw(generation: call.generation)]
    }

    // MARK: The result

    private mutating func closeToolResult() {
        if toast?.isError == true {
            toast = nil
        } else if tools.desk.call?.search != nil {
            tools.desk.call?.search = nil
        } else {
            if tools.desk.call?.isRunning == true {
                toast = .note("the call goes on; \(keyLabel(.tools(.showResult))) shows what comes of it")
            }
            tools.desk.front = .list
        }
    }

    private mutating func changeToolTree(_ change: (inout JSONTree) -> Void) {
        guard var tree = tools.desk.call?.tree else { return }
        change(&tree)
        if let pane = layout?.panes[.tools] { tree.settle(in: ToolPlaces(pane: pane).treeSize) }
        tools.desk.call?.tree = tree
    }

    private mutating func showRaw() {
        guard let call = tools.desk.call, let result = call.result else { return }
        tools.desk.call?.isRaw.toggle()
        var raw = JSONTree()
        raw.add(json: result.json)
        tools.desk.call?.tree = call.isRaw ? JSONTree(result) : raw
    }

    mutating func findInResult(_ step: Int) {
        guard let pattern = tools.desk.call?.search else { return }
        var isFound = false
        changeToolTree { isFound = $0.find(pattern, by: step) }
        if !isFound { toast = .note("nothing matches \(pattern.source)") }
    }

    private mutating func readTool() {
        guard let tool = tools.desk.chosen(tools.filter), let selected else { return }
        overlay = .page(
            TextPage(title: SafeText(tool.name)) { columns, glyphs in
                // The name is the title.
                let lines = ToolLines(tool: tool, server: selected, glyphs: glyphs).lines(width: columns)
                return Array(lines.dropFirst().drop { $0.leading.isEmpty })
            })
    }
}

/// Narrows the list of tools.
struct ToolFilter: PromptPurpose {
    var title: SafeText { "tools /" }

    func typed(_ text: String, in state: inout AppState) -> [Effect] {
        state.tools.filter = TextPattern(text)
        return []
    }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] { [] }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        if let error = TextPattern(text).error { return [Piece(SafeText(error), .inputError)] }
        let desk = state.tools.desk
        return [Piece(SafeText("\(desk.visible(state.tools.filter).count) of \(desk.tools.count)"), .textDim)]
    }
}

/// Looks for a text in what a tool answered.
struct ToolResultSearch: PromptPurpose {
    var title: SafeText { "search /" }

    func typed(_ text: String, in state: inout AppState) -> [Effect] {
        state.tools.desk.call?.search = text.isEmpty ? nil : TextPattern(text)
        return []
    }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] {
        state.findInResult(1)
        return []
    }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        if let error = TextPattern(text).error { return [Piece(SafeText(error), .inputError)] }
        guard !text.isEmpty, let tree = state.tools.desk.call?.tree else { return [] }
        let count = tree.count(TextPattern(text))
        return [Piece(SafeText(count == 1 ? "1 place" : "\(count) places"), .textDim)]
    }
}
