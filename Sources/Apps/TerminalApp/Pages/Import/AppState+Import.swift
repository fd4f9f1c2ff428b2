import ServerModel
import TerminalKit

/// Taking over servers of AI clients: the keys of the page, and what they ask.
extension AppState {
    mutating func openImport() -> [Effect] {
        overlay = .page(ImportPage())
        return ask(.imports(.candidates))
    }

    mutating func performInImport(_ action: FormAction) -> [Effect] {
        guard let page = overlay(as: ImportPage.self) else { return [] }
        switch action {
        case .submit: return submit(page)
        case .nextField, .previousField:
            changeOverlay(ImportPage.self) {
                if $0.step == .choosing { $0.goRows(action == .nextField ? 1 : -1) } else { $0.chooseButton() }
            }
        case .markChoice: changeOverlay(ImportPage.self) { $0.mark() }
        case .markAll: changeOverlay(ImportPage.self) { $0.markAll() }
        case .stepBack:
            if case .review = page.step { changeOverlay(ImportPage.self) { $0.step = .choosing } }
        case .leave:
            if case .review = page.step { changeOverlay(ImportPage.self) { $0.step = .choosing } } else { overlay = nil }
        case .add, .edit, .toggle, .remove, .demo, .importServers, .begin, .review, .rowDown, .rowUp: break
        }
        return []
    }

    private mutating func submit(_ page: ImportPage) -> [Effect] {
        switch page.step {
        case .looking, .asking, .applying: return []
        case .choosing:
            guard !page.candidates.isEmpty else {
                overlay = nil
                return []
            }
            guard !page.marked.isEmpty else {
                toast = .note("nothing is marked; \(keyLabel(.forms(.markChoice))) marks")
                return []
            }
            return send(page, isDryRun: true)
        case .failed: return page.button == 0 ? openImport() : close()
        case .review:
            guard page.button == 0 else {
                changeOverlay(ImportPage.self) { $0.step = .choosing }
                return []
            }
            note(page.command)
            return send(page, isDryRun: false)
        case .done(let outcome):
            overlay = nil
            guard page.button == 0 else { return [] }
            return outcome.imported.flatMap { start($0.server) }
        }
    }

    private mutating func close() -> [Effect] {
        overlay = nil
        return []
    }

    private mutating func send(_ page: ImportPage, isDryRun: Bool) -> [Effect] {
        let ids = page.candidates.map(\.id).filter(page.marked.contains)
        let effects = ask(.imports(.take(ImportRequest(ids: ids, isDryRun: isDryRun))))
        let generation = questions
        changeOverlay(ImportPage.self) {
            $0.step = isDryRun ? .asking(generation: generation) : .applying(generation: generation)
            ($0.button, $0.top) = (0, 0)
        }
        return effects
    }

    /// The connection is gone: what was asked for may have been done or not.
    mutating func interruptImport() {
        guard let step = overlay(as: ImportPage.self)?.step else { return }
        switch step {
        case .looking, .asking, .applying:
            let report = notConnectedReport
            changeOverlay(ImportPage.self) { ($0.step, $0.button) = (.failed(report), 0) }
        case .choosing, .failed, .review, .done: break
        }
    }
}
