import ServerModel
import TerminalKit

/// The form for a server: opening it, its keys, and what becomes of it.
extension AppState {
    mutating func openForm(_ purpose: ServerForm.Purpose, isDemo: Bool = false) -> [Effect] {
        // What was begun as the first server may be the second by now, and is still the same.
        let kinds = [purpose, purpose == .first ? .add : .first]
        if !isDemo, let draft = kinds.compactMap({ forms.drafts[$0] }).first {
            forms.drafts[draft.purpose] = nil
            overlay = .page(draft)
            toast = .note("this is the draft you kept")
            return []
        }
        let taken = Set(servers.map(\.id.rawValue))
        let fields =
            isDemo
            ? FormFields.newServer(
                name: taken.contains("demo") ? "" : "demo", command: [demoProgram, "demo"], taken: taken)
            : FormFields.newServer(taken: taken)
        overlay = .page(ServerForm(purpose, fields))
        // Everything is known of it but the clients.
        return isDemo && !taken.contains("demo") ? advance() : []
    }

    /// Beside the daemon's own program.
    private var demoProgram: String {
        guard let daemon = daemon?.executable, let slash = daemon.lastIndex(of: "/") else { return "mcp-manager" }
        return daemon[...slash] + "mcp-manager"
    }

    /// `e`: the definition is read first.
    mutating func askDefinition() -> [Effect] {
        guard let selected else { return [] }
        if let draft = forms.drafts.removeValue(forKey: .edit(selected)) {
            overlay = .page(draft)
            toast = .note("this is the draft you kept")
            return []
        }
        return ask(.servers(.definition(selected)))
    }

    /// Whether a form is open, which takes what is pasted.
    mutating func pasteIntoForm(_ text: String) -> Bool {
        guard openedForm != nil else { return false }
        var count = 0
        changeOverlay(ServerForm.self) { count = $0.paste(text) }
        if openedForm?.pasted != nil { return true }
        if count > 0 { toast = .note(count == 1 ? "pasted 1 character" : "pasted \(count) characters") }
        return true
    }

    private var openedForm: ServerForm? { overlay(as: ServerForm.self) }

    mutating func performInServerForm(_ action: FormAction) -> [Effect] {
        guard let form = openedForm else { return [] }
        if let question = form.question { return answerLeaving(action, question) }
        switch (action, form.stage) {
        case (.submit, .server): return goOn { $0.server.submit() }
        case (.nextField, .server): return goOn { $0.server.goForward() }
        case (.submit, .secrets): return goOn { $0.secrets.submit() }
        case (.nextField, .secrets): return goOn { $0.secrets.goForward() }
        case (.submit, .clients), (.nextField, .clients):
            return goOn { if case .asking = $0.clients.content { false } else { true } }
        case (.review, .server), (.review, .secrets): return goToReview()
        case (.markChoice, .clients): changeOverlay(ServerForm.self) { $0.clients.toggle() }
        case (.markAll, .clients): changeOverlay(ServerForm.self) { $0.clients.toggleAll() }
        case (.stepBack, _): changeOverlay(ServerForm.self) { $0.goBack() }
        case (.submit, .review): return pressInReview(form)
        case (.nextField, .review): changeOverlay(ServerForm.self) { $0.chooseButton(by: 1) }
        case (.previousField, .review): changeOverlay(ServerForm.self) { $0.chooseButton(by: -1) }
        case (.previousField, _): changeOverlay(ServerForm.self) { $0.goBack() }
        case (.rowDown, _): changeOverlay(ServerForm.self) { $0.goRows(1) }
        case (.rowUp, _): changeOverlay(ServerForm.self) { $0.goRows(-1) }
        case (.leave, _): leaveServerForm(form)
        default: break
        }
        return []
    }

    /// Esc: what was typed is not lost without a word.
    private mutating func leaveServerForm(_ form: ServerForm) {
        if form.isDirty { changeOverlay(ServerForm.self) { $0.question = 0 } } else { overlay = nil }
    }

    private mutating func answerLeaving(_ action: FormAction, _ chosen: Int) -> [Effect] {
        switch action {
        case .nextField, .rowDown: changeOverlay(ServerForm.self) { $0.chooseButton(by: 1) }
        case .previousField, .rowUp: changeOverlay(ServerForm.self) { $0.chooseButton(by: -1) }
        case .submit where openedForm?.pasted != nil:
            var count = 0
            changeOverlay(ServerForm.self) { count = $0.answerLines() }
            if count > 0 { toast = .note("pasted \(count) characters") }
        case .submit where chosen == 1: keepServerDraft()
        case .submit where chosen == 2:
            changeOverlay(ServerForm.self) { $0.secrets.wipe() }
            overlay = nil
        default: changeOverlay(ServerForm.self) { ($0.question, $0.pasted) = (nil, nil) }
        }
        return []
    }

    /// Puts the open form aside, if something was typed; in memory only, what is hidden too.
    mutating func keepServerDraft() {
        guard var form = openedForm else { return }
        overlay = nil
        guard form.isDirty else { return }
        (form.question, form.pasted) = (nil, nil)
        if form.stage != .server { (form.stage, form.review) = (.server, .unasked) }
        forms.drafts[form.purpose] = form
        let key = keyLabel(.forms(form.base == nil ? .add : .edit))
        toast = .note("the draft is kept until the dashboard ends; \(key) opens it again")
    }

    // MARK: Going on

    /// Goes to the next step when `isDone` says that this one is.
    private mutating func goOn(_ isDone: (inout ServerForm) -> Bool) -> [Effect] {
        var goes = false
        changeOverlay(ServerForm.self) { goes = isDone(&$0) }
        return goes ? advance() : []
    }

    private mutating func advance() -> [Effect] {
        guard let form = openedForm else { return [] }
        switch form.stage {
        case .server where form.base == nil:
            let names = form.server.newServer?.mentionedSecrets ?? []
            changeOverlay(ServerForm.self) { $0.askSecrets(names) }
            guard names.isEmpty else { return show(.secrets) }
            return form.purpose == .first ? showClients() : askReview()
        case .secrets where form.purpose == .first: return showClients()
        case .secrets: return askReview()
        case .server, .clients: return askReview()
        case .review: return []
        }
    }

    /// From any field, when all are in order; secrets may be given later.
    private mutating func goToReview() -> [Effect] {
        var isDone = false
        changeOverlay(ServerForm.self) { form in
            isDone = form.server.check()
            if !isDone { form.stage = .server }
            if form.base == nil { form.askSecrets(form.server.newServer?.mentionedSecrets ?? []) }
        }
        return isDone ? askReview() : []
    }

    private mutating func show(_ stage: ServerForm.Stage) -> [Effect] {
        changeOverlay(ServerForm.self) { $0.stage = stage }
        return []
    }

    private mutating func showClients() -> [Effect] {
        _ = show(.clients)
        if case .loaded? = openedForm?.clients.content { return [] }
        changeOverlay(ServerForm.self) { $0.clients.content = .asking }
        return ask(.servers(.clients))
    }

    /// Asks what would be written.
    private mutating func askReview() -> [Effect] {
        guard let form = openedForm, let request = request(of: form, isDryRun: true) else { return [] }
        let effects = ask(.servers(request))
        let generation = questions
        changeOverlay(ServerForm.self) {
            ($0.stage, $0.review, $0.button, $0.top) = (.review, .asking(generation: generation), 0, 0)
        }
        return effects
    }

    private func request(of form: ServerForm, isDryRun: Bool) -> ServersRequest? {
        guard case .edit(let id) = form.purpose else {
            return form.server.newServer.map { isDryRun ? .draft($0) : .add($0) }
        }
        guard let old = form.base?.definition else { return nil }
        var basedOn: String?
        if case .edit(let edited) = form.review { basedOn = edited.base }
        return .change(
            id, DefinitionEditRequest(edits: form.server.edits(to: old), basedOn: basedOn, isDryRun: isDryRun))
    }

    private mutating func pressInReview(_ form: ServerForm) -> [Effect] {
        switch form.review {
        case .unasked, .asking, .applying: return []
        case .draft, .edit, .failed:
            guard form.button == 0 else {
                changeOverlay(ServerForm.self) { $0.goBack() }
                return []
            }
            if case .failed = form.review { return askReview() }
            if case .edit(let edited) = form.review, edited.difference.isEmpty {
                overlay = nil
                return []
            }
            return apply(form)
        case .added(let id):
            overlay = nil
            switch form.button {
            case 0: return start(id)
            case 1: return syncIntoClients(id, [])
            default: return []
            }
        }
    }

    private mutating func apply(_ form: ServerForm) -> [Effect] {
        guard isConnected else {
            let report = notConnectedReport
            changeOverlay(ServerForm.self) { $0.review = .failed(report) }
            return []
        }
        guard let request = request(of: form, isDryRun: false) else { return [] }
        switch request {
        case .add(let new): note(new.commandLine)
        case .change(let id, let wanted): note(wanted.edits.commandLine(for: id))
        default: break
        }
        let effects = ask(.servers(request))
        let generation = questions
        changeOverlay(ServerForm.self) { $0.review = .applying(generation: generation) }
        return effects
    }

    // MARK: Afterwards

    /// Starts a server that may not be in the list yet; one whose secrets are still on their way into the store, behind them.
    mutating func start(_ id: ServerID) -> [Effect] {
        guard !forms.storing.values.contains(id) else {
            forms.startsWhenStored.insert(id)
            return []
        }
        note(CommandLineEquivalent.of(.start, [id]))
        verbGeneration += 1
        running[id] = PendingVerb(verb: .start, generation: verbGeneration)
        return [.perform(.start, id, generation: verbGeneration)]
    }

    /// Shows what would be written into clients' files for a server; none are named: all.
    ///
    /// - Parameter steps: how many the first steps have, when this is their last.
    mutating func syncIntoClients(_ id: ServerID, _ clients: [PlatformStatus], lastOf steps: Int? = nil) -> [Effect] {
        var request = PlatformSyncRequest(platforms: clients.map(\.id), servers: [id.rawValue])
        request.purpose = .sync
        return propose(PlatformWork(kind: .sync(request), title: "Put \(id) into your AI clients"), lastOf: steps)
    }
}
