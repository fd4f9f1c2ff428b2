import ServerModel
import TerminalKit

/// What the daemon answers about servers.
extension AppState {
    mutating func take(
        _ result: Result<ServersAnswer, ErrorReport>, to request: ServersRequest, _ generation: Int
    ) -> [Effect] {
        if let effects = takeForSecrets(result, to: request, generation) { return effects }
        switch (request, result) {
        case (.definition(let id), .success(.definition(let document))): open(document, of: id, generation)
        case (.draft(let new), .success(.draft(let document))):
            changeReview(.asking(generation: generation)) { .draft(document, new) }
        case (.change(let id, let wanted), .success(.changed(let edited))):
            return take(edited, of: id, wanted, request, generation)
        case (.add(let new), .success(.added(let status))): return take(added: status, new, generation)
        case (.restore(let id, _), .success(.added(let status))):
            showNew(status)
            toast = .note("\(id) is back")
        case (.remove(let id), .success(.removed(let backup))):
            platforms.isStale = true
            finish(request, of: id, undo: .servers(.restore(id, backup: backup)))
        case (.clients, .success(.clients(let clients))): changeOverlay(ServerForm.self) { $0.clients.load(clients) }
        case (_, .failure(let report)): fail(report, request, generation)
        case (_, .success): break
        }
        return []
    }

    /// An answer the form waits for; another one is late.
    private mutating func changeReview(_ expected: ServerForm.Review, _ change: () -> ServerForm.Review) {
        guard let form = overlay(as: ServerForm.self), form.review.waits(for: expected) else { return }
        let next = change()
        changeOverlay(ServerForm.self) { $0.review = next }
    }

    private func isApplying(_ generation: Int) -> Bool {
        overlay(as: ServerForm.self)?.review.waits(for: .applying(generation: generation)) == true
    }

    private mutating func open(_ document: DefinitionDocument, of id: ServerID, _ generation: Int) {
        // Whoever went on meanwhile is not interrupted.
        guard overlay == nil, prompt == nil, form == nil, selected == id else { return }
        guard let definition = document.definition else {
            let first = document.diagnostics.first { $0.severity == .error }
            toast = .error(
                ErrorReport(
                    code: "invalid-definition", problem: first.map(\.message) ?? "the definition has errors",
                    remedy: "mend \(shortened(document.path)) in an editor first"))
            return
        }
        overlay = .page(ServerForm(.edit(id), FormFields(FormField.definition(definition)), base: document))
    }

    private mutating func take(
        _ edited: DefinitionEdited, of id: ServerID, _ wanted: DefinitionEditRequest, _ request: ServersRequest,
        _ generation: Int
    ) -> [Effect] {
        if wanted.isDryRun {
            changeReview(.asking(generation: generation)) { .edit(edited) }
        } else if wanted.text != nil {
            toast = .note("the definition of \(id) is as it was")
        } else if isApplying(generation) {
            overlay = nil
            keepUndo(of: edited, id)
            toast = .note("\(id) is changed\(edited.needsNewRun ? " and run anew" : ""); \(keyLabel(.desk(.undo))) undoes it")
        } else {
            finish(request, of: id, undo: undo(of: edited, id))
        }
        return []
    }

    /// `u` takes the change back.
    mutating func keepUndo(of edited: DefinitionEdited, _ id: ServerID) {
        let command = "mcp-manager config undo \(id)"
        undoable.append(Undoable(label: "edit of \(id)", command: command, requests: [undo(of: edited, id)]))
    }

    /// Back to the bytes that were there, unless somebody wrote since.
    private func undo(of edited: DefinitionEdited, _ id: ServerID) -> Request {
        .servers(.change(id, DefinitionEditRequest(text: edited.before, basedOn: edited.digest)))
    }

    private mutating func take(added status: ServerStatus, _ new: NewServer, _ generation: Int) -> [Effect] {
        showNew(status)
        selected = status.id
        let undo = "mcp-manager remove \(status.id)"
        undoable.append(Undoable(label: "adding of \(status.id)", command: undo, requests: [.servers(.remove(status.id))]))
        guard isApplying(generation), let form = overlay(as: ServerForm.self) else {
            toast = .note("\(status.id) is added")
            return []
        }
        let stored = storeSecrets(of: form, for: status.id)
        guard form.purpose == .first else {
            changeOverlay(ServerForm.self) { ($0.review, $0.button, $0.top) = (.added(status.id), 0, 0) }
            return stored
        }
        let effects = stored + start(status.id)
        let clients = form.clients.clients.filter { form.clients.chosen.contains($0.id) }
        guard clients.isEmpty else { return effects + syncIntoClients(status.id, clients, lastOf: form.stepCount) }
        overlay = nil
        let what = stored.isEmpty ? "added and started" : "added, and starts once it has its secrets"
        toast = .note("\(status.id) is \(what); \(keyLabel(.pane(.platforms))) puts it into AI clients")
        return effects
    }

    /// What was typed goes into the store; a start that is asked for meanwhile waits for it.
    private mutating func storeSecrets(of form: ServerForm, for id: ServerID) -> [Effect] {
        let given = form.secrets.fields.filter { !$0.values.isEmpty }
        guard !given.isEmpty else { return [] }
        let values = Dictionary(given.map { ($0.id, SecretValue($0.value)) }) { $1 }
        changeOverlay(ServerForm.self) { $0.secrets.wipe() }
        let effects = store(values, of: id)
        forms.storing[secretQuestions] = id
        return effects
    }

    private mutating func showNew(_ status: ServerStatus) {
        platforms.isStale = true
        guard server(status.id) == nil else { return }
        servers.insert(status, at: servers.firstIndex { $0.id > status.id } ?? servers.endIndex)
    }

    private mutating func fail(_ report: ErrorReport, _ request: ServersRequest, _ generation: Int) {
        if case .clients = request {
            changeOverlay(ServerForm.self) { $0.clients.content = .failed(report) }
            return
        }
        if let review = overlay(as: ServerForm.self)?.review,
            review.waits(for: .asking(generation: generation)) || review.waits(for: .applying(generation: generation))
        {
            changeOverlay(ServerForm.self) {
                ($0.review, $0.button) = (.failed(report), 0)
                $0.server.object(to: report)
            }
            return
        }
        // A look nobody waits for any more is nobody's business.
        guard request.look == nil || request.isDefinition else { return }
        toast = .error(report)
        if let id = request.server { finish(request, of: id, undo: nil) }
    }

    /// The connection is gone: what was asked for may have been done or not.
    mutating func interruptServerForm() {
        forms.batches = []
        (forms.storing, forms.startsWhenStored) = ([:], [])
        guard let review = overlay(as: ServerForm.self)?.review else { return }
        switch review {
        case .asking, .applying:
            let report = notConnectedReport
            changeOverlay(ServerForm.self) { $0.review = .failed(report) }
        case .unasked, .draft, .edit, .failed, .added: break
        }
    }
}

extension ServerForm.Review {
    /// Whether it is this question that is not answered yet.
    fileprivate func waits(for other: ServerForm.Review) -> Bool {
        switch (self, other) {
        case (.asking(let own), .asking(let other)), (.applying(let own), .applying(let other)): own == other
        default: false
        }
    }
}

extension ServersRequest {
    fileprivate var isDefinition: Bool { if case .definition = self { true } else { false } }

    /// Whom it changes; `nil` for what changes nobody yet.
    fileprivate var server: ServerID? {
        switch self {
        case .change(let id, _), .remove(let id), .restore(let id, _): id
        case .definition, .draft, .add, .clients: nil
        }
    }
}
