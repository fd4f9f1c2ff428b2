import ModelContextProtocol
import ServerModel
import TerminalKit

/// What the page of calls can do.
extension AppState {
    mutating func perform(_ action: CallsAction) -> [Effect] {
        switch action {
        case .show: if let call = calls.chosen { overlay = .page(CallPage(call)) }
        case .everyServer: calls.showsAll.toggle()
        case .onlyFailed: calls.onlyFailed.toggle()
        case .onlyTool: calls.tool = calls.tool == nil ? calls.chosen?.tool : nil
        case .filter:
            prompt = Prompt(kind: .page(CallFilter()), editor: LineEditor(calls.filter.source), previous: calls.filter.source)
        case .replay: askToReplay()
        case .copy: overlay = .page(copyMenuOfCall())
        case .toggle: changeOverlay(CallPage.self) { $0.tree.toggle() }
        case .fold: changeOverlay(CallPage.self) { $0.tree.foldOrLeave() }
        case .unfold: changeOverlay(CallPage.self) { $0.tree.unfold() }
        case .foldAll: changeOverlay(CallPage.self) { $0.tree.toggleAll() }
        }
        if [.everyServer, .onlyFailed, .onlyTool].contains(action) {
            if focus != .calls { go(to: .calls) }
            if let line = commandLine(of: action) { note(line) }
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: CallsAction) -> String? {
        switch action {
        case .show, .copy: return callInFront == nil ? "no call is chosen" : nil
        case .onlyTool: return calls.tool == nil && calls.chosen == nil ? "no call is chosen" : nil
        case .everyServer: return calls.showsAll && selected == nil ? "no server is selected" : nil
        case .onlyFailed: return nil
        case .filter: return calls.records.isEmpty ? "there is nothing to filter" : nil
        case .replay:
            guard let call = callInFront else { return "no call is chosen" }
            if calls.replaying != nil { return "a call is being made again" }
            if let loss = call.argumentsLoss {
                return "what is kept of its arguments is not what they were: \(loss.words)"
            }
            if server(call.server) == nil { return "\(call.server) is not there any more" }
            return isConnected ? nil : notConnected
        case .toggle, .fold, .unfold, .foldAll: return nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: CallsAction) -> String? {
        switch action {
        case .show: callInFront.map { "mcp-manager calls show \($0.id)" }
        case .replay: callInFront.map { "mcp-manager calls replay \($0.id)" }
        case .everyServer, .onlyFailed, .onlyTool: Self.commandLine(of: calls.wanted(selected))
        case .copy, .filter, .toggle, .fold, .unfold, .foldAll: nil
        }
    }

    /// `mcp-manager calls github --failed`
    private static func commandLine(of query: CallQuery) -> String {
        let words = [
            query.server?.rawValue, query.failedOnly ? "--failed" : nil, query.tool.map { "--tool \(ShellWords.quoted($0))" },
        ]
        return (["mcp-manager calls"] + words.compactMap(\.self)).joined(separator: " ")
    }

    /// The open call, else the chosen one.
    private var callInFront: CallRecord? { overlay(as: CallPage.self)?.record ?? calls.chosen }

    private mutating func askToReplay() {
        guard let call = callInFront else { return }
        overlay = .page(
            Question(
                title: "Call \(call.tool) again?", targets: ["\(call.tool) of \(call.server)", "as call \(call.id) did"],
                meaning: "What the tool does, it does again. The new call is recorded too.",
                command: "mcp-manager calls replay \(call.id)", verb: "Call", requests: [.calls(.replay(call.id))],
                agreed: { state in
                    state.calls.replaying = call.id
                    state.toast = .note("calling \(call.tool) again; what is different is shown when it has answered")
                    return []
                }))
    }

    private func copyMenuOfCall() -> Menu {
        let page = overlay(as: CallPage.self)
        guard let call = callInFront else { return Menu(title: "Copy", items: []) }
        let arguments = call.arguments.flatMap { try? JSONValue.parse($0) }?.objectValue ?? JSONObject()
        let line = CallCommand(server: call.server, tool: call.tool, arguments: arguments, schema: nil).line
        let lost = call.argumentsLoss.map { "its arguments are not whole: \($0.words)" }
        let wasOpen = page != nil
        func copying(_ text: String?, _ what: String) -> @Sendable (inout AppState) -> [Effect] {
            { state in
                // Back to the call the menu was opened over.
                if wasOpen { state.overlay = .page(CallPage(call)) }
                return [.copy(text ?? "", what: what)]
            }
        }
        return Menu(
            title: "Copy",
            items: [
                Menu.Item("c", "command line", line, objection: lost, choose: copying(line, "the command line")),
                Menu.Item(
                    "a", "arguments", "as JSON", objection: call.arguments == nil ? "it had none" : nil,
                    choose: copying(call.arguments, "the arguments")),
                Menu.Item(
                    "r", "result", "as JSON", objection: call.result == nil ? "it had none" : nil,
                    choose: copying(call.result, "the result")),
            ])
    }
}

/// Narrows the calls that were loaded.
struct CallFilter: PromptPurpose {
    var title: SafeText { "calls /" }

    func typed(_ text: String, in state: inout AppState) -> [Effect] {
        state.calls.filter = TextPattern(text)
        return []
    }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] { [] }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        if let error = TextPattern(text).error { return [Piece(SafeText(error), .inputError)] }
        return [Piece(SafeText("\(state.calls.visible.count) of \(state.calls.records.count)"), .textDim)]
    }
}
