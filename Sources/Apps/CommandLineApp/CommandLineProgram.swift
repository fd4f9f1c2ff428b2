import ArgumentParser
import ServerModel

/// `mcp-manager`: reads the arguments, runs the verb, tells errors, and says how it went.
public struct CommandLineProgram: Sendable {
    private let context: ProcessContext
    private let demo: @Sendable ([String]) async -> Int32

    /// - Parameter demo: runs the built-in demo server with the arguments behind `demo`, and returns its exit code.
    public init(context: ProcessContext, demo: @escaping @Sendable ([String]) async -> Int32) {
        self.context = context
        self.demo = demo
    }

    /// Runs the program with `arguments` (without its own name) and returns its exit code: 0 done, 1 failed, 2 bad use.
    public func run(_ arguments: [String]) async -> Int32 {
        let arguments = CommonOptions.movedBehindVerb(arguments)
        // As long as the arguments are not understood, this is all there is to know of how to answer.
        var preferences = Preferences()
        preferences.json = arguments.prefix { $0 != "--" }.contains("--json")
        do {
            try ManagerCommand.checkVerb(arguments)
            var command = try ManagerCommand.parseAsRoot(arguments)
            switch command {
            case let verb as any Verb:
                preferences = verb.options.preferences
                try await verb.run(in: Session(context: context, preferences: preferences))
            case let verb as Demo: return await demo(verb.arguments)
            // ArgumentParser's own: help.
            default: try command.run()
            }
            return 0
        } catch is BrokenPipe {
            return 0
        } catch {
            // When nobody reads what we say, the exit code is all that is left.
            try? tell(error, Session(context: context, preferences: preferences))
            return exitCode(for: error)
        }
    }

    /// What ArgumentParser throws and is no complaint is help, or the version.
    private func exitCode(for error: any Error) -> Int32 {
        switch error {
        case let several as SeveralProblems: several.problems.map(exitCode).max() ?? 1
        case is BadUse, is InvalidServerName, is UnfitArguments: 2
        case is any ActionableError, is CancellationError: 1
        default: ManagerCommand.exitCode(for: error) == .success ? 0 : 2
        }
    }

    /// Prints `error` where it belongs, in the form that was asked for.
    private func tell(_ error: any Error, _ session: Session) throws {
        switch error {
        case let several as SeveralProblems:
            for problem in several.problems { try tell(problem, session) }
        case let error as any ActionableError:
            if session.preferences.json {
                try session.errors.print(json: ErrorReport(describing: error))
            } else {
                try session.errors.print(ErrorView(error: error).text)
            }
        case is CancellationError: break
        default: try tellParsing(error, session)
        }
    }

    private func tellParsing(_ error: any Error, _ session: Session) throws {
        let message = StyledText(lines: ManagerCommand.fullMessage(for: error))
        if exitCode(for: error) == 0 {
            try session.output.print(message)
        } else if session.preferences.json {
            try tell(BadUse(problem: ManagerCommand.message(for: error), remedy: "run 'mcp-manager help'"), session)
        } else {
            try session.errors.print(message)
        }
    }
}
