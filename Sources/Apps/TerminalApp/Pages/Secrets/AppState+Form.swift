import ServerModel
import TerminalKit

/// The form for secrets: its keys, and what becomes of it.
extension AppState {
    mutating func performInForm(_ action: Action) -> [Effect] {
        guard let form else { return [] }
        switch (action, form.step) {
        case (.nextField, .fields), (.submitField, .fields):
            self.form?.goForward()
            return proposeSources()
        case (.previousField, .fields): self.form?.goBack()
        case (.switchSource, .fields):
            if let objection = objection(to: action) { toast = .note(objection) } else { self.form?.switchSource() }
        case (.reveal, .fields):
            if form.focused?.isMasked == true {
                self.form?.revealedUntil = form.isRevealed(at: now) ? nil : now + SecretForm.revealing
            }
        case (.nextButton, .review(let appliesNext, let problem)):
            self.form?.step = .review(appliesNext: !appliesNext, problem: problem)
        case (.pressButton, .review(let appliesNext, _)):
            if appliesNext { return apply() }
            self.form?.goBackToFields()
        case (.backToFields, .review): self.form?.goBackToFields()
        case (.pressButton, .applied), (.leaveForm, .applied): self.form = nil
        // A message is acknowledged first, as elsewhere.
        case (.leaveForm, _) where toast?.isError == true: toast = nil
        case (.leaveForm, _): leaveForm()
        default: break
        }
        return []
    }

    /// Esc: what was typed is not lost without a word.
    mutating func leaveForm() {
        guard let form else { return }
        if form.isDirty { self.form?.question = .leave(chosen: 0) } else { self.form = nil }
    }

    /// Keys of the question over the form.
    mutating func performInQuestion(_ action: Action) {
        guard let question = form?.question else { return }
        switch action {
        case .nextButton: form?.question = question.choosing(question.chosen + 1)
        case .previousButton: form?.question = question.choosing(question.chosen - 1)
        case .pressButton: answerQuestion()
        default: form?.question = nil
        }
    }

    private mutating func answerQuestion() {
        guard let form, let question = form.question else { return }
        switch question {
        case .lines:
            if let count = self.form?.answerLines() { toast = .note("pasted \(count) characters") }
        case .leave(let chosen):
            self.form?.question = nil
            if chosen == 1 {
                var draft = form
                draft.question = nil
                drafts[form.identity] = draft
                let key = keyLabel(form.purpose == .setup ? .showSecrets : .rotateSecret)
                toast = .note("the draft is kept until the dashboard ends; \(key) opens it again")
            }
            if chosen == 2 { self.form?.wipe() }
            if chosen > 0 { self.form = nil }
        }
    }

    /// Sends what was typed to the daemon. The form stays until it is known what came of it.
    private mutating func apply() -> [Effect] {
        guard let form else { return [] }
        guard isConnected else {
            let gone = ErrorReport(
                code: "not-connected", problem: "the daemon is gone",
                remedy: "go back, press \(keyLabel(.refresh)), and come here again")
            self.form?.step = .review(appliesNext: true, problem: gone)
            return []
        }
        guard form.edits.isEmpty else { return changeSources(of: form) }
        guard !form.values.isEmpty else {
            self.form = nil
            toast = .note("nothing was changed")
            return []
        }
        let effects = form.purpose == .setup ? store(form.values, of: form.server) : rotate(form)
        self.form?.step = .applying(generation: secretQuestions)
        return effects
    }

    /// Has the daemon store values.
    mutating func store(_ values: [String: SecretValue], of id: ServerID) -> [Effect] {
        secretQuestions += 1
        for name in values.keys.sorted() { note("mcp-manager secrets set \(id) \(name)") }
        secretChanges[secretQuestions] = "what was typed for \(id) is stored"
        return [.applySecrets(id, values, generation: secretQuestions)]
    }

    private mutating func rotate(_ form: SecretForm) -> [Effect] {
        guard case .rotate(let name) = form.purpose, let value = form.values[name] else { return [] }
        secretQuestions += 1
        note("mcp-manager secrets rotate \(form.server) \(name)")
        return [.rotateSecret(form.server, name, value, generation: secretQuestions)]
    }

    // MARK: What came of it

    mutating func take(_ result: Result<SecretsApplied, ErrorReport>, of id: ServerID, generation: Int) -> [Effect] {
        if secrets?.server == id { secrets?.isStale = true }
        let words = secretChanges.removeValue(forKey: generation)
        forms.storing[generation] = nil
        let isToStart = forms.startsWhenStored.remove(id) != nil
        switch result {
        case .success(let applied):
            if secrets?.server == id { show(applied.secrets) }
            guard isApplying(id, generation) else {
                // The form was left meanwhile: a draft of what is stored now would only ask for it again.
                dropDraft(applying: generation)
                if let words { toast = .note(isToStart ? words + ", and it starts" : words) }
                return isToStart ? start(id) : []
            }
            let names = form?.values.keys.sorted() ?? []
            form?.wipe()
            form?.question = nil
            form?.step = .applied(names: names, store: applied.secrets.store?.kind.title ?? "store")
        case .failure(let report):
            guard isApplying(id, generation) else {
                toast = .error(report)
                return []
            }
            form?.step = .review(appliesNext: true, problem: report)
        }
        return []
    }

    mutating func take(
        _ result: Result<SecretRotationOutcome, ErrorReport>, of name: String, _ id: ServerID, generation: Int
    ) {
        if secrets?.server == id { secrets?.isStale = true }
        let wasAwaited = isApplying(id, generation)
        switch result {
        case .success(let outcome) where outcome.isKept:
            if wasAwaited { form = nil }
            dropDraft(applying: generation)
            toast = .note("the new value of \(name) is in force")
        case .success(let outcome):
            if wasAwaited { form = nil }
            toast = .error(
                ErrorReport(
                    code: "rotation-undone",
                    problem: "the old value of \(name) is back: \(outcome.problem?.problem ?? "the server did not become ready")",
                    remedy: outcome.problem?.remedy ?? "look at its log"))
        case .failure(let report):
            if wasAwaited { form?.step = .review(appliesNext: true, problem: report) } else { toast = .error(report) }
        }
    }

    private mutating func dropDraft(applying generation: Int) {
        drafts = drafts.filter { $0.value.step != .applying(generation: generation) }
    }

    private func isApplying(_ id: ServerID, _ generation: Int) -> Bool {
        form?.server == id && form?.step == .applying(generation: generation)
    }

    /// The connection is gone: what was sent may have arrived or not.
    mutating func interruptForm() {
        sourceChanges = [:]
        form?.proposal = .none
        switch form?.step {
        case .applying, .changing: break
        case .fields, .review, .applied, nil: return
        }
        form?.step = .review(
            appliesNext: true,
            problem: ErrorReport(
                code: "not-connected", problem: "the daemon went away while it was storing",
                remedy: "wait until it is back, and apply again: nothing you typed is lost"))
    }

    /// A server is gone, and everything typed for it.
    mutating func forgetSecrets(of id: ServerID) {
        drafts = drafts.filter { $0.key.server != id }
        if secrets?.server == id { secrets = nil }
        guard form?.server == id else { return }
        form?.wipe()
        form = nil
        toast = .note("\(id) was removed meanwhile")
    }
}
