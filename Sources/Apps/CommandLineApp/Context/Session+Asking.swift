extension Session {
    /// Asks a person; returns after a yes or with `--yes`. Throws ``Declined``, or ``BadUse`` when there is nobody to ask.
    ///
    /// - Parameter deed: what needs the yes, for that: `ending 4711`.
    func askWhether(_ question: StyledText, deed: String) throws {
        guard !preferences.yes else { return }
        guard context.inputIsTerminal else {
            throw BadUse(problem: "\(deed) needs a yes, and there is nobody to ask", remedy: "add --yes")
        }
        try errors.print("\(question)? [y/N] ")
        guard let answer = context.readAnswer()?.lowercased(), ["y", "yes"].contains(answer) else { throw Declined() }
    }
}
