import ArgumentParser

/// Where a new value is read from.
struct ValueOptions: ParsableArguments {
    static let help = """
        The value is typed, unseen; or it is all of standard input, without a line end at its end; or it is read with --from, once \
        and now, and stored. To have it read with every start instead: mcp-manager config set NAME secrets.KEY.from=REF
        """

    @Option(help: ArgumentHelp("Read it from env:NAME, file:PATH, cmd:LINE, or - for standard input.", valueName: "ref"))
    var from: String?

    @Option(help: ArgumentHelp("The same as --from file:PATH.", valueName: "path"), completion: .file())
    var fromFile: String?

    @Option(help: ArgumentHelp("The same as --from env:NAME.", valueName: "name"))
    var fromEnv: String?

    @Option(help: ArgumentHelp("The same as --from cmd:LINE: what this line of the shell prints.", valueName: "line"))
    var fromCommand: String?

    func validate() throws {
        if [from, fromFile, fromEnv, fromCommand].compactMap(\.self).count > 1 {
            throw ValidationError("give one of --from, --from-file, --from-env and --from-command")
        }
    }

    /// `nil` when it is typed or piped in. Throws ``BadUse``.
    var source: ValueSource? {
        get throws {
            if let fromFile { return .file(fromFile) }
            if let fromEnv { return .environment(fromEnv) }
            if let fromCommand { return .command(fromCommand) }
            guard let from else { return nil }
            // What was written is not told again: it may be the value.
            guard let source = ValueSource(from) else {
                throw BadUse(
                    problem: "--from takes a place, never a value",
                    remedy: "write env:NAME, file:PATH, cmd:LINE, or - for standard input")
            }
            return source
        }
    }
}
