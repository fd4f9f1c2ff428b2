import ServerModel
import TerminalKit

extension AppState {
    mutating func take(
        _ result: Result<ImportsAnswer, ErrorReport>, to request: ImportsRequest, _ generation: Int
    ) -> [Effect] {
        switch (request, result) {
        case (.candidates, .success(.candidates(let found))):
            changeOverlay(ImportPage.self) { if $0.step == .looking { $0.load(found) } }
        case (.take(let wanted), .success(.taken(let outcome))) where wanted.isDryRun:
            changeOverlay(ImportPage.self) { if $0.step == .asking(generation: generation) { $0.step = .review(outcome) } }
        case (.take, .success(.taken(let outcome))): take(outcome, generation)
        case (.undo, .success):
            platforms.isStale = true
            toast = .note("the import is undone: definitions, secrets and clients' files are as they were")
        case (.undo, .failure(let report)): toast = .error(report)
        case (_, .failure(let report)): fail(report, generation)
        case (_, .success): break
        }
        return []
    }

    private mutating func take(_ outcome: ImportOutcome, _ generation: Int) {
        platforms.isStale = true
        selected = outcome.imported.first?.server ?? selected
        let count = outcome.imported.count
        if let id = outcome.id {
            undoable.append(
                Undoable(
                    label: "import of \(count == 1 ? "1 server" : "\(count) servers")",
                    command: "mcp-manager import --undo \(id)",
                    requests: [.imports(.undo(id))]))
        }
        if overlay(as: ImportPage.self)?.step == .applying(generation: generation) {
            changeOverlay(ImportPage.self) { ($0.step, $0.button) = (.done(outcome), 0) }
        } else {
            toast = .note("\(count == 1 ? "1 server is" : "\(count) servers are") imported; \(keyLabel(.desk(.undo))) undoes it")
        }
    }

    private mutating func fail(_ report: ErrorReport, _ generation: Int) {
        let step = overlay(as: ImportPage.self)?.step
        guard step == .looking || step == .asking(generation: generation) || step == .applying(generation: generation) else {
            toast = .error(report)
            return
        }
        changeOverlay(ImportPage.self) { ($0.step, $0.button) = (.failed(report), 0) }
    }
}
