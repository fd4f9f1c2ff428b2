import ServerModel
import TerminalKit

/// What the daemon answers about logs.
extension AppState {
    mutating func take(
        _ result: Result<LogsAnswer, ErrorReport>, to request: LogsRequest, _ generation: Int
    ) -> [Effect] {
        switch request {
        case .load(let subject, let load):
            guard logs[subject]?.load?.generation == generation else { return [] }
            switch result {
            case .success(let answer):
                logs[subject]?.take(answer.pages, for: load)
                center(subject, on: load)
            case .failure(let report): fail(subject, report)
            }
        case .beginning(let subject):
            if case .success(let answer) = result { logs[subject]?.beginning = answer.pages.first?.first?.time ?? now }
        case .seek(let subject, let step, _):
            guard logs[subject] != nil else { return [] }
            switch result {
            case .success(let answer): seek(answer.pages.first ?? [], step, in: subject)
            case .failure(let report): fail(subject, report)
            }
        case .lastError(let id):
            switch result {
            case .success(let answer): return copyLastError(answer.pages.first?.last, of: id)
            case .failure(let report): toast = .error(report)
            }
        }
        return []
    }

    private mutating func fail(_ subject: LogSubject, _ report: ErrorReport) {
        logs[subject]?.load = nil
        logs[subject]?.goal = nil
        logs[subject]?.trouble = report
        toast = .error(report)
    }

    /// Puts what was jumped to a third of the way down, with what led to it above.
    private mutating func center(_ subject: LogSubject, on load: LogLoad) {
        guard case .around(let target, _, _) = load, let window = logWindow, let view = logs[subject], var pause = view.pause
        else { return }
        pause.top = window.moving(pause.cursor, by: -(window.height / 3), in: view)
        logs[subject]?.position = .paused(pause)
        guard case .moment(let moment) = target, let last = view.lines.last, last.record.time < moment else { return }
        sayNothing(since: moment)
    }
}
