import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

extension Scenario {
    /// A dashboard with the log of `git` open, over a log of the daemon whose newest thousand records are there already.
    ///
    /// - Parameter isWatched: whether the screen is looked at after every key; thousands of keys take their time.
    init(reading log: FakeLog, columns: Int = 120, rows: Int = 40, isWatched: Bool = true) {
        self.init(columns: columns, rows: rows)
        self.isWatched = isWatched
        select("git")
        press(.showLogs)
        _ = takeEffects()
        self.log((max(0, log.count - 1_000)..<log.count).map(log.record))
        serve(log)
    }

    /// The daemon answers what is asked about the log, as long as something is.
    mutating func serve(_ log: FakeLog) {
        while true {
            let requests = takeEffects().compactMap { effect -> (LogsRequest, Int)? in
                if case .ask(.logs(let request), let generation) = effect { (request, generation) } else { nil }
            }
            guard !requests.isEmpty else { return }
            for (request, generation) in requests {
                let answer = LogsAnswer(pages: request.queries.1.map(log.records))
                receive(.answered(.logs(request), generation: generation, .success(.logs(answer))))
            }
        }
    }

    /// The daemon begins the stream anew, as it was asked to.
    mutating func follow(_ log: FakeLog) {
        self.log((max(0, log.count - 1_000)..<log.count).map(log.record))
    }

    /// The rows of records in the log pane.
    var logRows: [String] { Array(lines(of: .logs).dropFirst(2)).filter { !$0.isEmpty } }
    /// The row with the cursor.
    var chosenRow: String? { lines(of: .logs).first { $0.hasPrefix("▌") } }
    var logHeading: String { lines(of: .logs).first ?? "" }
    /// The lower border of the log pane.
    var logBorder: String {
        guard let rect = state.layout?.panes[.logs] else { return "" }
        return (rect.x..<rect.maxX).map { frame[$0, rect.maxY - 1].glyph }.joined()
    }

    /// Opens a prompt, types and keeps it.
    mutating func answer(_ action: Action, _ text: String) {
        press(action)
        type(text)
        press(.accept)
    }

    /// What of the log was wanted by long work, in order.
    mutating func takeLogWork() -> [LogWork] {
        takeEffects().compactMap { if case .logs(let work) = $0 { work } else { nil } }
    }
}

extension [LogSubject: LogView] {
    /// The log of one server.
    subscript(id: ServerID) -> LogView? { self[.server(id)] }
}

extension BackendEvent {
    static func logs(_ id: ServerID, generation: Int, _ records: [LogRecord]) -> BackendEvent {
        .logs(.server(id), generation: generation, records)
    }
}
