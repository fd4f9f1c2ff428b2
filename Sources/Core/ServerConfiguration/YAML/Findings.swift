import ServerModel
import Yams

/// Collects what is wrong with one file while it is read, so that all problems are told at once.
package final class Findings {
    let file: String
    let source: SourceText
    package private(set) var hasErrors = false
    private var found: [Diagnostic] = []
    private var leftOut = 0
    /// A file with more problems than this is not a definition; nobody reads the rest.
    private static let limit = 100

    package init(file: String, source: SourceText) {
        self.file = file
        self.source = source
    }

    package func error(at place: Place?, _ message: String, fix: String) {
        hasErrors = true
        add(.error, at: place, message, fix: fix)
    }

    package func warning(at place: Place?, _ message: String, fix: String) {
        add(.warning, at: place, message, fix: fix)
    }

    /// In the order of the file.
    package var diagnostics: [Diagnostic] {
        let sorted = found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        guard leftOut > 0, let last = sorted.last else { return sorted }
        let more = Diagnostic(
            severity: hasErrors ? .error : .warning, file: file, line: last.line, column: last.column,
            message: "\(leftOut) more problems are not shown", fix: "mend the ones above first")
        return sorted + [more]
    }

    private func add(_ severity: Severity, at place: Place?, _ message: String, fix: String) {
        guard found.count < Self.limit else {
            leftOut += 1
            return
        }
        let place = place ?? Place(line: 1, column: 1)
        found.append(
            Diagnostic(
                severity: severity, file: file, line: place.line, column: source.characterColumn(of: place), message: message,
                fix: fix))
    }
}
