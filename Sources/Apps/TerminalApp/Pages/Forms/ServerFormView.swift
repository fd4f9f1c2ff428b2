import ServerModel
import TerminalKit

/// The form in its box: the steps, what is asked in the present one, and at last what would be written.
struct ServerFormView {
    let form: ServerForm
    let state: AppState
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        let box = FormBox(title: SafeText(form.title), steps: steps, step: form.step, glyphs: glyphs)
        let interior = box.draw(in: area, on: &frame)
        switch form.stage {
        case .server: drawFields(form.server, in: interior, on: &frame)
        case .secrets: drawFields(form.secrets, in: interior, on: &frame)
        case .clients: drawClients(in: interior, on: &frame)
        case .review: drawReview(in: interior, on: &frame)
        }
        if let question = form.question { draw(question, in: area, on: &frame) }
    }

    private var steps: [SafeText] {
        let names: [SafeText] = form.stages.map { stage in
            switch stage {
            case .server: form.base == nil ? "server" : "definition"
            case .secrets: "secrets"
            case .clients: "clients"
            case .review: "review"
            }
        }
        return names + (form.leadsIntoClients ? ["files"] : [])
    }

    // MARK: Fields

    private func drawFields(_ fields: FormFields, in interior: Rect, on frame: inout Frame) {
        let hidden = FormFieldsView(fields: fields, glyphs: glyphs).draw(
            in: interior.inset(bottom: interior.height > 8 ? 2 : 1), on: &frame)
        let words = [
            hidden.above > 0 ? "\(hidden.above) more above" : nil, hidden.below > 0 ? "\(hidden.below) more below" : nil,
        ]
        let text = words.compactMap(\.self).map { SafeText($0) }.joined(separator: SafeText(" ") + glyphs.dot + " ")
        frame.put(
            StyledLine([Piece(text, .textDim)]), in: interior.row(interior.height - 1), glyphs: glyphs, on: .popup)
    }

    // MARK: Clients

    private func drawClients(in interior: Rect, on frame: inout Frame) {
        var lines: [StyledLine] = []
        switch form.clients.content {
        case .asking: lines = [StyledLine([Piece(glyphs.phase(.starting) + " looking for AI clients", .pending)])]
        case .failed(let report): lines = FormBox.problem(report, width: interior.width, glyphs: glyphs)
        case .loaded(let clients):
            let words: SafeText =
                clients.isEmpty
                ? SafeText("No AI client was found here. Go on; \(state.keyLabel(.pane(.platforms))) looks after them later.")
                : "Which AI clients are to have it? Their files are shown before they change."
            lines = words.wrapped(to: interior.width).map { StyledLine([Piece($0, .textDim)]) } + [.blank]
        }
        for (index, line) in lines.enumerated() { frame.put(line, in: interior.row(index), glyphs: glyphs, on: .popup) }
        let area = interior.inset(top: lines.count)
        if form.clients.clients.isEmpty { frame.cursor = Point(x: interior.x, y: interior.y) }
        let rows = form.clients.clients.map { client in
            ChoiceRow(
                isChosen: form.clients.chosen.contains(client.id), label: SafeText(client.title),
                detail: SafeText(client.path.map(state.shortened) ?? ""))
        }
        ChoiceRows(rows: rows, index: form.clients.index, glyphs: glyphs).draw(in: area, on: &frame)
    }

    // MARK: Review

    private func drawReview(in interior: Rect, on frame: inout Frame) {
        let lines = ServerFormReview(form: form, state: state, glyphs: glyphs).lines(width: interior.width)
        let buttons = ButtonRow(form.buttons, chosen: form.question == nil ? form.button : -1)
        frame.put(lines, from: form.top, above: buttons, in: interior, glyphs: glyphs)
    }

    // MARK: Questions

    private func draw(_ chosen: Int, in area: Rect, on frame: inout Frame) {
        let width = min(58, area.width - 2)
        let count = form.pasted?.revealed.split(whereSeparator: \.isNewline).count
        let words: SafeText =
            count.map { SafeText("The pasted text has \($0) lines, and this field takes one. Join them?") }
            ?? "Something was typed. A draft is kept in memory only, until the dashboard ends."
        let title: SafeText = count == nil ? "Leave the form?" : "Several lines"
        let lines =
            words.wrapped(to: max(10, width - 6)).map { StyledLine([Piece($0)]) }
            + [.blank, ButtonRow(form.answers, chosen: chosen).line(width: width - 6)]
        let interior = Popup(title: title, lines: lines).draw(in: area, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }
}
