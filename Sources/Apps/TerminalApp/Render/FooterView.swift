import ServerModel
import TerminalKit

/// The last row: the keys of what has the focus; a prompt or a message takes its place.
struct FooterView {
    let state: AppState
    let glyphs: Glyphs

    /// How many keys are named at most.
    private static let mostHints = 8

    func draw(in rect: Rect, body: Rect, on frame: inout Frame) {
        let row = rect.inset(left: 1, right: 1)
        if let prompt = state.prompt {
            draw(prompt, in: row, on: &frame)
        } else if let toast = state.toast, isShown(toast) {
            draw(toast, in: rect, body: body, on: &frame)
        } else {
            drawHints(in: row, on: &frame)
        }
    }

    /// What was said before something was opened over the panes waits below it.
    private func isShown(_ toast: Toast) -> Bool {
        state.overlay == nil || Context.ofForm.contains(state.context) || !toast.isError || state.isToastOfOverlay
    }

    // MARK: - Hints

    private func drawHints(in row: Rect, on frame: inout Frame) {
        let badge = badge
        var room = row.width - (badge.isEmpty ? 0 : badge.width + 3)
        var x = row.x
        // Help comes last, where the eye looks for it, but is never the one left out.
        let help = hints.first { $0.action == .help }.map { pieces(of: $0) } ?? []
        if !help.isEmpty { room -= help.width + 3 }
        for hint in hints.filter({ $0.action != .help }).prefix(Self.mostHints - 1).map(pieces) {
            guard x + hint.width <= row.x + room else { break }
            frame.put(hint, x: x, y: row.y, maxWidth: hint.width, glyphs: glyphs)
            x += hint.width + 3
        }
        frame.put(help, x: x, y: row.y, maxWidth: help.width, glyphs: glyphs)
        frame.put(badge, x: row.maxX - badge.width, y: row.y, maxWidth: badge.width, glyphs: glyphs)
    }

    /// The keys of the context by importance; verbs that would do nothing now are left out.
    private var hints: [Binding<Action, Context>] {
        let connects = state.keys.binding(for: .refresh).map { refresh in
            var binding = refresh
            binding.label = "connect"
            return [binding]
        }
        let isLost = if case .lost = state.link { state.overlay == nil && state.form == nil } else { false }
        return (isLost ? connects ?? [] : [])
            + ownFirst(state.keys.footer(in: state.context)).filter { binding in
                if Landing(state) != nil, state.overlay == nil {
                    return state.context == .welcome && binding.contexts == [.welcome]
                        || [.help, .palette, .quitOrBack].contains(binding.action)
                }
                return state.objection(to: binding.action) == nil
            }
    }

    /// What leads elsewhere comes after what the page itself can do; only where servers are looked at it is half of what one does.
    private func ownFirst(_ bindings: [Binding<Action, Context>]) -> [Binding<Action, Context>] {
        guard Context.panes.contains(state.context), ![.servers, .status].contains(state.context) else { return bindings }
        let isOwn = { (binding: Binding<Action, Context>) in binding.contexts.count <= Context.ofServer.count }
        return bindings.filter(isOwn) + bindings.filter { !isOwn($0) }
    }

    private func pieces(of binding: Binding<Action, Context>) -> [Piece] {
        // A question tells every way to answer it.
        let keys = binding.keys.prefix(state.context == .dialog ? 2 : 1).map { glyphs.key($0) }.joined(separator: " ")
        return [Piece(keys, .key, bold: true), Piece(SafeText(" \(state.label(of: binding))"), .keyLabel)]
    }

    /// What is new where it cannot be seen.
    private var badge: [Piece] {
        let alerts = state.alerts.unseen.count
        if alerts > 0, state.overlay == nil {
            return [
                Piece(glyphs.severity(.warning), .warn), Piece(SafeText(alerts == 1 ? " 1 new alert" : " \(alerts) new alerts")),
            ]
        }
        guard state.feed.unseen > 0, state.overlay == nil, Landing(state) == nil else { return [] }
        return [Piece(SafeText("[\(state.feed.unseen) new]"), .textDim)]
    }

    // MARK: - Prompt

    private func draw(_ prompt: Prompt, in row: Rect, on frame: inout Frame) {
        let remark = remark(prompt)
        let verb: SafeText = if case .page(let purpose) = prompt.kind { purpose.verb } else { "keep" }
        let keys = [
            Piece("Enter", .key, bold: true), Piece(" " + verb + "   ", .keyLabel), Piece("Esc", .key, bold: true),
            Piece(" cancel", .keyLabel),
        ]
        let fits = row.width >= keys.width + remark.width + 26
        let right = remark + (fits ? [Piece("   ")] + keys : [])
        let room = row.width - right.width - 4
        frame.put(right, x: row.maxX - right.width, y: row.y, maxWidth: right.width, glyphs: glyphs)
        let title: SafeText =
            switch prompt.kind {
            case .filter: "filter /"
            case .search: "search /"
            case .page(let purpose): purpose.title
            }
        frame.put(title, x: row.x, y: row.y, style: Style(.key, bold: true))
        let start = row.x + title.width
        let field = prompt.editor.visible(columns: max(4, room - title.width))
        frame.put(field.text, x: start, y: row.y, style: Style(.inputFocus))
        frame.cursor = Point(x: start + field.cursor, y: row.y)
    }

    private func remark(_ prompt: Prompt) -> [Piece] {
        if case .page(let purpose) = prompt.kind { return purpose.remark(prompt.editor.text, in: state) }
        let pattern = TextPattern(prompt.editor.text)
        if let error = pattern.error { return [Piece(SafeText(error), .inputError)] }
        switch prompt.kind {
        case .filter:
            return [Piece(SafeText("\(state.visibleServers.count) of \(state.servers.count)"), .textDim)]
        case .page: return []
        case .search:
            guard let matches = state.currentLog?.search?.matches.count else { return [] }
            return [Piece(SafeText(matches == 1 ? "1 match" : "\(matches) matches"), .textDim)]
        }
    }

    // MARK: - Messages

    private func draw(_ toast: Toast, in rect: Rect, body: Rect, on frame: inout Frame) {
        let key = toast.isError ? [Piece("Esc", .key, bold: true), Piece(" ok", .keyLabel)] : []
        let lead = toast.isError ? [Piece(glyphs.phase(.failed), .error), Piece(" ")] : []
        let whole = [toast.text] + [toast.remedy].compactMap { $0 }
        let text = whole.joined(separator: SafeText(" ") + glyphs.dash + " ")
        let width = rect.width - 2 - lead.width - (key.isEmpty ? 0 : key.width + 3)
        // Rows above the footer belong to what lies over the panes; `M` shows the message whole.
        let lines =
            state.overlay == nil
            ? Array(text.wrapped(to: max(10, width)).prefix(max(1, min(4, body.height))))
            : [text.truncated(to: max(10, width), ellipsis: glyphs.kit.ellipsis)]
        let area = Rect(x: rect.x, y: rect.maxY - lines.count, width: rect.width, height: lines.count)
        frame.fill(area, .text)
        for (index, line) in lines.enumerated() {
            let y = area.y + index
            if index == 0 { frame.put(lead, x: area.x + 1, y: y, maxWidth: lead.width, glyphs: glyphs) }
            frame.put(line, x: area.x + 1 + lead.width, y: y, style: Style(.text))
        }
        frame.put(key, x: area.maxX - 1 - key.width, y: rect.y, maxWidth: key.width, glyphs: glyphs)
    }
}
