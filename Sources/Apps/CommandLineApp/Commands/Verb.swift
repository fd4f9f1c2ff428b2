import ArgumentParser

/// One verb of the program. Parsed by ArgumentParser, run by ``CommandLineProgram`` with everything it needs.
protocol Verb: ParsableCommand {
    var options: CommonOptions { get }

    /// Does it. Throws an `ActionableError`, or ``SeveralProblems``.
    func run(in session: Session) async throws
}
