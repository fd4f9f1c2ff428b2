import CarefulFiles
import ServerConfiguration
import ServerModel

/// What was understood of a user's file that describes a client. Its keys are explained at the head of `platforms.yaml`.
package struct PlatformReading: Hashable, Sendable {
    /// `nil` when there is an error; warnings leave it.
    package var platform: Platform?
    /// In the order of the file.
    package var diagnostics: [Diagnostic]

    package init(platform: Platform?, diagnostics: [Diagnostic]) {
        self.platform = platform
        self.diagnostics = diagnostics
    }

    /// The file at `path`.
    package static func read(_ path: String) -> PlatformReading {
        do throws(FileFailure) {
            let source = try SourceFile(reading: path)
            if let text = String(validating: source.bytes, as: UTF8.self) { return read(text: text, file: path) }
            return unreadable(path, "the file is not UTF-8", fix: "save it as UTF-8")
        } catch {
            return unreadable(path, error.problem, fix: error.remedy)
        }
    }

    /// - file: the path to name in diagnostics.
    package static func read(text: String, file: String, builtIn: [Platform] = Platform.builtIn) -> PlatformReading {
        let findings = Findings(file: file, source: SourceText(text))
        guard let document = YAMLDocument(findings) else {
            return PlatformReading(platform: nil, diagnostics: findings.diagnostics.map(reworded))
        }
        let reader = NodeReader(document, findings)
        var platform = Platform(reading: reader)
        platform?.source = file
        if let platform { check(platform, against: builtIn, reader, findings) }
        reader.finish()
        return PlatformReading(platform: findings.hasErrors ? nil : platform, diagnostics: findings.diagnostics)
    }

    private static func check(_ platform: Platform, against builtIn: [Platform], _ reader: NodeReader, _ findings: Findings) {
        if let own = builtIn.first(where: { $0.id == platform.id }) {
            findings.warning(
                at: reader.place(of: "id"), "this takes the place of what we know of \(own.title)",
                fix: "give it another id if it is another client")
        }
        if let other = platform.supersededBy, !builtIn.contains(where: { $0.id == other }) {
            findings.warning(
                at: reader.place(of: "superseded_by"), "no client that comes with us is named '\(clipped(other))'",
                fix: closestMatch(to: other, among: builtIn.map(\.id)).map { "did you mean '\($0)'?" }
                    ?? "leave it if it is one of yours")
        }
    }

    /// What is said of a file without keys speaks of definitions.
    private static func reworded(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        if diagnostic.fix.contains("'execution:'") {
            diagnostic.fix = "write 'id:', 'title:' and 'files:', each on a line of its own"
        }
        return diagnostic
    }

    private static func unreadable(_ path: String, _ message: String, fix: String) -> PlatformReading {
        PlatformReading(
            platform: nil,
            diagnostics: [Diagnostic(severity: .error, file: path, line: 1, column: 1, message: message, fix: fix)])
    }
}
