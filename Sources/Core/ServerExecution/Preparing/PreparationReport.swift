import Synchronization

/// Whom a preparation tells what it does.
struct PreparationReport: Sendable {
    /// A step begins; for people, e.g. `installing 12 packages`.
    var progress: @Sendable (String) -> Void
    /// A line for the server's log.
    var line: @Sendable (String) -> Void
}

/// All who wait for the same thing. Whoever comes late hears of the step that is being made.
final class PreparationAudience: Sendable {
    private struct Content {
        var reports: [Int: PreparationReport] = [:]
        var step: String?
    }

    private let content = Mutex(Content())

    func join(_ number: Int, _ report: PreparationReport) {
        let step = content.withLock { content in
            content.reports[number] = report
            return content.step
        }
        if let step { report.progress(step) }
    }

    func leave(_ number: Int) {
        content.withLock { $0.reports[number] = nil }
    }

    /// Tells all of them.
    var report: PreparationReport {
        PreparationReport(
            progress: { text in
                let reports = self.content.withLock { content in
                    content.step = text
                    return content.reports.values
                }
                for report in reports { report.progress(text) }
            },
            line: { text in
                for report in self.content.withLock({ $0.reports.values }) { report.line(text) }
            })
    }
}
