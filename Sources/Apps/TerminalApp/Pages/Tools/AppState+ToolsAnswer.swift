import ServerModel
import TerminalKit

extension AppState {
    mutating func take(
        _ result: Result<ToolsAnswer, ErrorReport>, to request: ToolsRequest, _ generation: Int
    ) -> [Effect] {
        switch request {
        case .list(let id): takeTools(result, of: id, generation)
        case .call(let id, let tool, _): takeCall(result, of: tool, id, generation)
        }
        return []
    }

    private mutating func takeTools(_ result: Result<ToolsAnswer, ErrorReport>, of id: ServerID, _ generation: Int) {
        guard let desk = tools.desks[id], case .asking(generation, let before) = desk.catalog else { return }
        switch result {
        case .success(.list(let list)):
            tools.desks[id]?.learn(list)
            // Asked before it ran: what it runs in now is what it was asked in.
            let occasion = ToolDesk.Occasion(run: server(id)?.run?.startedAt, picture: pictureTaken)
            if desk.askedIn == nil { tools.desks[id]?.askedIn = occasion }
        case .success(.result): break
        case .failure(let report): tools.desks[id]?.catalog = .failed(report, before: before)
        }
    }

    /// Of so many servers the newest answer is kept; one may have megabytes.
    private static let keptAnswers = 8

    private mutating func forgetOldAnswers() {
        let answered = tools.desks.filter { $0.value.call?.tree != nil }
            .sorted { ($0.value.call?.generation ?? 0) > ($1.value.call?.generation ?? 0) }
        for (id, desk) in answered.dropFirst(Self.keptAnswers) {
            tools.desks[id]?.call = nil
            if desk.front == .result { tools.desks[id]?.front = .list }
        }
    }

    private mutating func takeCall(
        _ result: Result<ToolsAnswer, ErrorReport>, of tool: String, _ id: ServerID, _ generation: Int
    ) {
        // Every call is kept by the daemon, whoever waits for it.
        calls.isStale = true
        guard let call = tools.desks[id]?.call, call.generation == generation else { return }
        let isSeen = selected == id && layout?.panes[.tools] != nil && tools.desks[id]?.front == .result
        switch result {
        case .success(.result(let answer)):
            tools.desks[id]?.call?.state = .answered(answer, JSONTree(answer), at: now)
            forgetOldAnswers()
            if !isSeen {
                let key = keyLabel(.tools(.showResult))
                toast = .note("\(tool) of \(id) \(answer.isError ? "failed" : "has answered"); \(key) in its tools shows it")
            }
        case .success(.list): break
        case .failure(let report):
            tools.desks[id]?.call?.state = .failed(report)
            if !isSeen { toast = .error(report) }
        }
    }
}
