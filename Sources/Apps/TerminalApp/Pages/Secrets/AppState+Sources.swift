import ServerModel
import TerminalKit

/// Secrets that are from elsewhere, or no longer: their definition is changed, as it was agreed to, and then what was typed is stored.
extension AppState {
    /// Asks what would change, when there is something to look over.
    mutating func proposeSources() -> [Effect] {
        guard let form, case .review = form.step, !form.edits.isEmpty, isConnected else { return [] }
        let effects = ask(.servers(.change(form.server, DefinitionEditRequest(edits: form.edits, isDryRun: true))))
        self.form?.step = .review(appliesNext: true, problem: nil)
        self.form?.proposal = .asked(generation: questions)
        return effects
    }

    /// Has the daemon write what it proposed.
    mutating func changeSources(of form: SecretForm) -> [Effect] {
        guard case .made(let proposed) = form.proposal else {
            if case .asked = form.proposal { return [] }
            return proposeSources()
        }
        for line in form.edits.commandLines(for: form.server) { note(line) }
        let request = DefinitionEditRequest(edits: form.edits, basedOn: proposed.base)
        let effects = ask(.servers(.change(form.server, request)))
        self.form?.step = .changing(generation: questions)
        sourceChanges[questions] = SourceChange(values: form.values)
        return effects
    }

    /// An answer about a definition that was asked for here; `nil` for all others.
    mutating func takeForSecrets(
        _ result: Result<ServersAnswer, ErrorReport>, to request: ServersRequest, _ generation: Int
    ) -> [Effect]? {
        guard case .change(let id, _) = request else { return nil }
        if form?.proposal == .asked(generation: generation) {
            switch result {
            case .success(.changed(let edited)): form?.proposal = .made(edited)
            case .success: form?.proposal = .none
            case .failure(let report): refuseSources(report)
            }
            return []
        }
        guard let change = sourceChanges.removeValue(forKey: generation) else { return nil }
        switch result {
        case .success(.changed(let edited)): return takeSources(edited, of: id, change, generation)
        case .success: return []
        case .failure(let report):
            // Nothing is stored either: a server would have half of what it was to have.
            if isChanging(id, generation) { refuseSources(report) } else { toast = .error(report) }
            return []
        }
    }

    private mutating func refuseSources(_ report: ErrorReport) {
        form?.proposal = .none
        form?.step = .review(appliesNext: true, problem: report)
    }

    private mutating func takeSources(
        _ edited: DefinitionEdited, of id: ServerID, _ change: SourceChange, _ generation: Int
    ) -> [Effect] {
        if !edited.difference.isEmpty { keepUndo(of: edited, id) }
        if secrets?.server == id { secrets?.isStale = true }
        let isAwaited = isChanging(id, generation)
        if isAwaited { form?.settle() }
        guard !change.values.isEmpty else {
            drafts = drafts.filter { $0.value.step != .changing(generation: generation) }
            guard isAwaited else {
                toast = .note("the definition of \(id) is changed; \(keyLabel(.desk(.undo))) undoes it")
                return []
            }
            form?.wipe()
            form?.question = nil
            form?.step = .applied(names: [], store: "")
            return []
        }
        let effects = store(change.values, of: id)
        if isAwaited { form?.step = .applying(generation: secretQuestions) }
        for (identity, draft) in drafts where draft.step == .changing(generation: generation) {
            drafts[identity]?.step = .applying(generation: secretQuestions)
        }
        return effects
    }

    private func isChanging(_ id: ServerID, _ generation: Int) -> Bool {
        form?.server == id && form?.step == .changing(generation: generation)
    }
}

/// A definition that is changed so that secrets are from elsewhere, or kept here.
struct SourceChange: Hashable {
    /// What is stored when that is done, by name.
    var values: [String: SecretValue]
}
