import ServerModel

extension Session {
    /// Asks a person for a yes, unless `--yes` was given.
    ///
    /// Throws ``Declined`` for any other answer, and ``BadUse`` with the problem `otherwise` where there is nobody to ask.
    func confirm(_ question: StyledText, otherwise problem: String) throws {
        guard !preferences.yes else { return }
        guard context.inputIsTerminal else {
            throw BadUse(problem: "\(problem), and there is nobody to ask", remedy: "add --yes")
        }
        try errors.print("\(question) [y/N] ")
        guard let answer = context.readAnswer()?.lowercased(), ["y", "yes"].contains(answer) else { throw Declined() }
    }
}
