import ArgumentParser
import DaemonLaunch
import ServerModel

/// `mcp-manager doctor`
struct Doctor: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Check everything, and say what to do about what is wrong.", discussion: "Exits with 1 when something is wrong."
    )

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let findings = try await findings(session)
        try session.show(findings) { FindingsView(findings: $0).text }
        let errors = findings.count { $0.severity == .error }
        guard errors == 0 else { throw Unwell(errors: errors) }
    }

    /// A daemon that cannot be asked is itself a finding.
    private func findings(_ session: Session) async throws -> [DoctorFinding] {
        do {
            return try await session.connect().doctor()
        } catch let error as any ActionableError {
            return [DoctorFinding(check: "daemon", severity: .error, message: error.problem, remedy: error.remedy)]
        }
    }
}

/// The findings were told already; this is only how it ends.
struct Unwell: ActionableError, Hashable {
    var errors: Int

    var code: String { "doctor-errors" }
    var problem: String { errors == 1 ? "one check failed" : "\(errors) checks failed" }
    var remedy: String { "do what the lines marked with ✘ say" }
}
