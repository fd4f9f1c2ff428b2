import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager secrets setup NAME`
struct SecretsSetup: Verb {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Be asked for every secret of a server, one after the other.",
        discussion: """
            Each answer is checked at once. Enter keeps a value, or skips one that is optional; < goes back. Nothing is stored before \
            all was shown and agreed to. Without a terminal: 'mcp-manager secrets set'.
            """)

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Flag(help: "Let a server that runs go on with what it has.")
    var noRestart = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        guard !options.yes, session.context.inputIsTerminal else {
            throw BadUse(
                problem: "'secrets setup' asks questions, and \(options.yes ? "--yes wants none" : "there is nobody to ask")",
                remedy: "give each value with 'mcp-manager secrets set \(id) KEY', from standard input or with --from")
        }
        let client = try await session.connect()
        let secrets = try await client.secrets(of: id)
        var wizard = SecretWizard(secrets)
        guard secrets.store != nil || wizard.fields.isEmpty else { throw NoSecretStore() }
        try session.errors.print(SecretWizardView(wizard: wizard).heading(store: secrets.store))
        try ask(&wizard, session)
        let values = wizard.values
        guard !values.isEmpty else {
            if !wizard.fields.isEmpty { try session.errors.print("there is nothing new to store\n") }
            return
        }
        let applied = try await client.set(SecretChanges(values: values, restarts: !noRestart), of: id)
        let stored = wizard.fields.map(\.requirement.name).filter { values[$0] != nil }
        try session.show(applied) { SecretsAppliedView(applied: $0, stored: stored, restarts: !noRestart).text }
    }

    /// Asks until all was answered and agreed to. Throws ``Abandoned``.
    private func ask(_ wizard: inout SecretWizard, _ session: Session) throws {
        // A question stands above its answer until that is taken; then what follows is asked.
        var asked: SecretWizard.Place?
        while true {
            let view = SecretWizardView(wizard: wizard)
            let isRepeated = asked == wizard.place
            asked = wizard.place
            let answer: String
            switch wizard.place {
            case .field(let index):
                if !isRepeated { try session.errors.print(view.question(index)) }
                guard let text = try typed(view, index, session) else { continue }
                answer = text
            case .review:
                if !isRepeated { try session.errors.print(view.review) }
                answer = try session.askVisible(view.agreement)
            case .agreed: return
            case .abandoned: throw Abandoned()
            }
            if let remark = wizard.answer(answer) { try session.remark(remark.problem, remark.advice) }
        }
    }

    /// `nil` when it was more than a terminal's line holds, and is not all there.
    private func typed(_ view: SecretWizardView, _ index: Int, _ session: Session) throws -> String? {
        let field = view.wizard.fields[index]
        guard !field.isHidden else { return try session.askHidden(view.prompt(index)).revealed }
        let text = try session.askVisible(view.prompt(index))
        guard text.utf8.count >= longestTypedLine else { return text }
        try session.remark(
            "that is more than a terminal takes in one line",
            "run 'mcp-manager secrets set \(view.wizard.server) \(field.requirement.name) --from file:PATH'")
        return nil
    }
}

/// In bytes: what is longer is cut by the terminal, and not told (termios(3), MAX_CANON).
#if os(Linux)
    private let longestTypedLine = 4095
#else
    private let longestTypedLine = 1023
#endif
