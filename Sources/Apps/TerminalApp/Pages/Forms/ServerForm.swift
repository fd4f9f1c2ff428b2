import ServerModel
import TerminalKit

/// A form over the panes: a server that is to be, or the definition of one. Only its last step writes.
struct ServerForm: OverlayPage {
    let purpose: Purpose
    var server: FormFields
    /// Of the secrets the server mentions; none where a definition is edited.
    var secrets = FormFields([])
    var clients = ClientChoice()
    var stage = Stage.server
    var review = Review.unasked
    /// The definition that is edited, as it was read.
    var base: DefinitionDocument?
    /// What must be answered first, after Esc with something typed, or with ``pasted``: which answer is chosen.
    var question: Int?
    /// Several lines for a field that takes one.
    var pasted: SecretValue?
    /// Which button of the review is chosen.
    var button = 0
    /// The first line of the review that is shown.
    var top = 0

    enum Purpose: Hashable {
        case add
        case edit(ServerID)
        /// The first server of all, and all the way into a client.
        case first
    }

    enum Stage: Hashable { case server, secrets, clients, review }

    enum Review {
        case unasked
        /// The daemon is asked what would be written; answers of other generations are late.
        case asking(generation: Int)
        case draft(DefinitionDocument, NewServer)
        case edit(DefinitionEdited)
        case failed(ErrorReport)
        case applying(generation: Int)
        /// It is there; what comes next is to be chosen.
        case added(ServerID)
    }

    /// The answers to ``question``.
    var answers: [String] { pasted == nil ? ["Keep editing", "Keep draft", "Discard"] : ["Join them", "Cancel"] }

    init(_ purpose: Purpose, _ server: FormFields, base: DefinitionDocument? = nil) {
        self.purpose = purpose
        self.server = server
        self.base = base
    }

    var context: Context {
        guard question == nil else { return .formQuestion }
        return switch stage {
        case .server, .secrets: .serverForm
        case .clients: .formChoices
        case .review: .formReview
        }
    }

    var title: String {
        switch purpose {
        case .add: "Add a server"
        case .edit(let id): "Edit \(id)"
        case .first: "A new server"
        }
    }

    var stages: [Stage] {
        switch purpose {
        case .first: [.server, .secrets, .clients, .review]
        case .add: mentionsSecrets ? [.server, .secrets, .review] : [.server, .review]
        case .edit: [.server, .review]
        }
    }

    private var mentionsSecrets: Bool {
        stage == .server ? server.newServer?.mentionedSecrets.isEmpty == false : !secrets.fields.isEmpty
    }

    /// Whether the plan for clients' files comes behind it, as one more step; until clients are known, it does.
    var leadsIntoClients: Bool {
        guard purpose == .first else { return false }
        if case .loaded = clients.content { return !clients.chosen.isEmpty }
        return true
    }

    var stepCount: Int { stages.count + (leadsIntoClients ? 1 : 0) }

    /// From 1.
    var step: Int { (stages.firstIndex(of: stage) ?? 0) + 1 }

    /// Whether something would be lost.
    var isDirty: Bool {
        if case .added = review { return false }
        return server.isChanged || secrets.isChanged
    }

    /// What the buttons of the review say.
    var buttons: [String] {
        switch review {
        case .unasked, .asking, .applying: []
        case .draft: [purpose == .first ? "Apply" : "Add", "Back"]
        case .edit(let edited): edited.difference.isEmpty ? ["Close", "Back"] : ["Apply", "Back"]
        case .failed: ["Try again", "Back"]
        case .added: ["Start", "Sync", "Close"]
        }
    }

    // MARK: Keys

    mutating func move(by rows: Int, in state: AppState) {
        guard question == nil else { return }
        switch stage {
        case .server, .secrets: break
        case .clients: clients.move(by: rows)
        case .review:
            guard let area = state.layout?.body else { return }
            let interior = FormBox.interior(in: area)
            let lines = ServerFormReview(form: self, state: state, glyphs: .unicode).lines(width: interior.width)
            top = max(0, min(top + rows, lines.count - ButtonRow.rowsAbove(in: interior)))
        }
    }

    mutating func type(_ key: KeyPress, in state: AppState) {
        guard question == nil else { return }
        switch stage {
        case .server: server.type(key)
        case .secrets: secrets.type(key)
        case .clients, .review: break
        }
    }

    mutating func paste(_ text: String, in state: AppState) { _ = paste(text) }

    /// Returns how many characters that were; none when several lines came where one is typed, which is asked about.
    mutating func paste(_ text: String) -> Int {
        guard question == nil else { return 0 }
        let focused: FormField? =
            switch stage {
            case .server: server.focused
            case .secrets: secrets.focused
            case .clients, .review: nil
            }
        if focused?.takesOneLine == true, text.split(whereSeparator: \.isNewline).count > 1 {
            (pasted, question) = (SecretValue(text), 0)
            return 0
        }
        return put(text)
    }

    /// Answers the question about several lines; returns how many characters were put in.
    mutating func answerLines() -> Int {
        guard let text = pasted, let chosen = question else { return 0 }
        (pasted, question) = (nil, nil)
        guard chosen == 0 else { return 0 }
        let lines = text.revealed.split(whereSeparator: \.isNewline)
        // A value that is broken over lines is one word; elsewhere words stay apart.
        return put(lines.joined(separator: stage == .secrets ? "" : " "))
    }

    private mutating func put(_ text: String) -> Int {
        switch stage {
        case .server: server.paste(text)
        case .secrets: secrets.paste(text)
        case .clients, .review: 0
        }
    }

    mutating func chooseButton(by step: Int) {
        if let question {
            self.question = (question + step + answers.count) % answers.count
        } else if !buttons.isEmpty {
            button = (button + step + buttons.count) % buttons.count
        }
    }

    /// Up and down: lines of a field, fields.
    mutating func goRows(_ rows: Int) {
        guard question == nil else { return }
        switch stage {
        case .server: if rows > 0 { server.goDown() } else { server.goUp() }
        case .secrets: if rows > 0 { secrets.goDown() } else { secrets.goUp() }
        case .clients, .review: break
        }
    }

    /// Back by a field or a step; nothing is checked.
    mutating func goBack() {
        switch stage {
        case .server: server.goBack()
        case .secrets where secrets.focus > 0: secrets.goBack()
        case .secrets: stage = .server
        case .clients: stage = secrets.fields.isEmpty ? .server : .secrets
        case .review:
            switch review {
            case .applying, .added: break
            case .unasked, .asking, .draft, .edit, .failed:
                // What the daemon objects to is mended where it was typed.
                let isServerWrong = server.fields.contains { $0.problem != nil }
                let before: Stage = purpose == .first ? .clients : secrets.fields.isEmpty ? .server : .secrets
                (stage, review) = (isServerWrong ? .server : before, .unasked)
            }
        }
    }

    /// Asks for the secrets that are mentioned now; what was typed for those that still are stays.
    mutating func askSecrets(_ names: [String]) {
        guard secrets.fields.map(\.id) != names else { return }
        let old = secrets
        secrets = FormFields(names.map { old[$0] ?? FormField.secret($0) })
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        ServerFormView(form: self, state: state, glyphs: glyphs).draw(in: area, on: &frame)
    }
}
