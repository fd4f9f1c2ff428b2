import ServerModel
import TerminalKit

/// The secrets of the selected server: looking at them, and what can be done to one.
extension AppState {
    /// Asks the daemon when they are to be seen and not known.
    mutating func loadSecretsIfShown() -> [Effect] {
        guard isConnected, layout?.panes[.secrets] != nil, let id = selected, server(id) != nil else { return [] }
        guard secrets?.server != id || secrets?.isStale == true else { return [] }
        secretQuestions += 1
        if secrets?.server != id { secrets = SecretsPage(server: id, generation: secretQuestions) }
        secrets?.generation = secretQuestions
        secrets?.isStale = false
        return [.loadSecrets(id, generation: secretQuestions)]
    }

    /// `S`: to the secrets; straight into the form when the server waits for one.
    mutating func showSecrets() -> [Effect] {
        guard let id = selected else {
            toast = .note("no server is selected")
            return []
        }
        focus = .secrets
        guard let server = server(id), case .needsSecret = server.phase else { return [] }
        if let page = secrets, page.server == id, page.secrets != nil, !page.isStale {
            openForm(.setup)
            return []
        }
        secrets?.isStale = true
        let effects = loadSecretsIfShown()
        if secrets?.server == id, !effects.isEmpty { secrets?.opensForm = true }
        return effects
    }

    mutating func take(_ result: Result<ServerSecrets, ErrorReport>, of id: ServerID, generation: Int) {
        guard secrets?.server == id, secrets?.generation == generation else { return }
        switch result {
        case .success(let loaded):
            show(loaded)
            // Whoever went elsewhere meanwhile is not called back.
            if secrets?.opensForm == true, context == .secrets { openForm(.setup, first: secrets?.opensAt) }
        case .failure(let report):
            secrets?.content = .failed(report)
        }
        secrets?.opensForm = false
        secrets?.opensAt = nil
    }

    /// The chosen one stays chosen, in whatever row it is now.
    mutating func show(_ loaded: ServerSecrets) {
        let chosen = secrets?.chosen?.name
        let index = min(secrets?.index ?? 0, max(0, loaded.secrets.count - 1))
        secrets?.content = .loaded(loaded)
        secrets?.index = loaded.secrets.firstIndex { $0.name == chosen } ?? index
    }

    mutating func moveSecret(by rows: Int) {
        guard let count = secrets?.secrets?.secrets.count, count > 0 else { return }
        let index = secrets?.index ?? 0
        secrets?.index = max(0, min(count - 1, index + rows))
    }

    /// Opens the form, or the draft that was kept of it.
    mutating func openForm(_ purpose: SecretForm.Purpose, first: String? = nil) {
        guard let loaded = secrets?.secrets else { return }
        guard loaded.secrets.contains(where: { $0.demand != .none || $0.name == first }) else {
            toast = .note("\(loaded.server) asks for no secret")
            return
        }
        focus = .secrets
        form = SecretForm(loaded, purpose, first: first)
        if let identity = form?.identity, let draft = drafts.removeValue(forKey: identity) {
            form = draft.resumed(with: loaded, first: first)
            toast = .note("here is your draft")
        }
    }

    /// What can be done to the chosen one, or why not.
    mutating func performOnSecret(_ action: Action) -> [Effect] {
        if let objection = objection(toSecret: action) {
            toast = .note(objection)
            return []
        }
        switch action {
        case .editSecret: editSecret()
        case .rotateSecret: rotateSecret()
        case .copySecret: return copySecret()
        default: askToDeleteSecret()
        }
        return []
    }

    mutating func editSecret() { openForm(.setup, first: secrets?.chosen?.name) }

    mutating func rotateSecret() {
        if let chosen = secrets?.chosen { openForm(.rotate(chosen.name)) }
    }

    /// Asks before a value goes.
    mutating func askToDeleteSecret() {
        guard let id = secrets?.server, let chosen = secrets?.chosen else { return }
        focus = .secrets
        overlay = .deletion(SecretDeletion(server: id, secret: chosen.name))
    }

    /// The name of the chosen one, and the line that gives it; a value is never copied.
    private mutating func copySecret() -> [Effect] {
        guard let name = secrets?.chosen?.name, let line = commandLine(of: .editSecret) else { return [] }
        return copy([CopyChoice("n", "the name", name), CopyChoice("c", "the command line", line)])
    }

    mutating func answerDeletion(_ accepted: Bool?) -> [Effect] {
        guard case .deletion(let question) = overlay else { return [] }
        overlay = nil
        guard accepted ?? question.accepts else { return [] }
        note(question.command)
        secretQuestions += 1
        secretChanges[secretQuestions] = "\(question.secret) of \(question.server) is deleted"
        return [.deleteSecret(question.server, question.secret, generation: secretQuestions)]
    }

    /// Why an action on the chosen secret would do nothing; `nil` when it would.
    func objection(toSecret action: Action) -> String? {
        guard isConnected || action == .copySecret else { return notConnected }
        guard let page = secrets, page.server == selected, page.secrets != nil else {
            return "its secrets are not shown; \(keyLabel(.pane(.secrets))) shows them"
        }
        guard let chosen = page.chosen else { return "\(page.server) asks for no secret" }
        switch action {
        case .rotateSecret, .deleteSecret:
            if let from = chosen.requirement.from { return "\(chosen.name) is kept elsewhere: \(from)" }
            return chosen.store == nil ? "no store has a value for \(chosen.name)" : nil
        default: return nil
        }
    }

    /// A line of the events: what a person would have typed.
    mutating func note(_ command: String) {
        append(EventFeed.Entry(time: now, subject: "you", kind: .command, text: SafeText(command)))
    }

    mutating func append(_ entry: EventFeed.Entry) {
        feed.append(entry)
    }
}
