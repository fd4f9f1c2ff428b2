import TerminalKit

/// Every key, from the table that also decides what it does; typing narrows the page.
struct HelpView {
    let page: HelpPage
    let state: AppState
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        // A box that would leave only slivers of the panes takes everything.
        let width = area.width < 96 ? area.width : 86
        let height = min(area.height, 40)
        let rows = lines(width: width - 6)
        let popup = Popup(title: "Keys", lines: [])
        let interior = popup.draw(in: area, width: width, height: height, on: &frame, glyphs: glyphs)
        let field = page.query.visible(columns: interior.width - 10)
        let query = page.query.text.isEmpty ? Piece("type to filter", .inputHint) : Piece(field.text, .inputFocus)
        frame.put(
            [Piece("/ ", .key, bold: true), query], x: interior.x, y: interior.y - 1, maxWidth: interior.width, glyphs: glyphs,
            on: .popup)
        frame.cursor = Point(x: interior.x + 2 + field.cursor, y: interior.y - 1)
        let room = interior.inset(top: 1)
        let top = max(0, min(page.top, rows.count - room.height))
        for (index, line) in rows.dropFirst(top).prefix(room.height).enumerated() {
            frame.put(line, in: room.row(index), glyphs: glyphs, on: .popup)
        }
        let hidden = rows.count - top - room.height
        if hidden > 0 {
            let more = Piece(SafeText(" \(hidden) more below "), .textDim)
            frame.put([more], x: room.x - 1, y: interior.maxY, maxWidth: room.width, glyphs: glyphs, on: .popup)
        }
    }

    private func lines(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for section in sections {
            let rows = section.bindings.filter(matches).map { line($0, width: width) }
            guard !rows.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(StyledLine([Piece(SafeText(section.title), .textStrong, bold: true)]))
            lines += rows
        }
        return lines.isEmpty ? [StyledLine([Piece("no key does that", .textDim)])] : lines
    }

    private static let keyWidth = 16
    private static let labelWidth = 14

    private func line(_ binding: Binding<Action, Context>, width: Int) -> StyledLine {
        let keys = binding.keys.map { glyphs.key($0) }.joined(separator: " ")
        let reason = binding.action.isCommand ? state.objection(to: binding.action) : nil
        let leading = [
            Piece(keys.fitted(to: Self.keyWidth, alignment: .trailing, ellipsis: glyphs.kit.ellipsis), .key, bold: true),
            Piece("  "),
            Piece(
                SafeText(binding.label).fitted(to: Self.labelWidth, ellipsis: glyphs.kit.ellipsis),
                reason == nil ? .text : .textDim),
            Piece(SafeText(reason ?? binding.tooltip), .textDim),
        ]
        // What a person would type instead, where it fits whole.
        let command = reason == nil ? state.commandLine(of: binding.action).map { [Piece(SafeText($0), .textDim)] } ?? [] : []
        return StyledLine(leading, trailing: leading.width + command.width + 2 <= width ? command : [])
    }

    private func matches(_ binding: Binding<Action, Context>) -> Bool {
        let query = page.query.text
        guard !query.isEmpty else { return true }
        if binding.keys.contains(where: { $0.label.string == query }) { return true }
        let text = "\(binding.label) \(binding.tooltip)".lowercased()
        return query.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
    }

    /// The bindings by where they work: the panes in the order of their keys, what works everywhere, then what opens over them.
    private var sections: [(title: String, bindings: [Binding<Action, Context>])] {
        let all = state.keys.bindings
        let everywhere = all.filter { $0.contexts.isEmpty || Context.panes.subtracting($0.contexts).count < 2 }
        let common = Set(everywhere)
        let rest = all.filter { !common.contains($0) }
        var seen: Set<Binding<Action, Context>> = []
        func section(_ context: Context) -> (title: String, bindings: [Binding<Action, Context>]) {
            (title: context.title, bindings: rest.filter { $0.contexts.contains(context) && seen.insert($0).inserted })
        }
        let panes = Self.order.map(section)
        let others = Context.allCases.filter { !Self.order.contains($0) }.map(section)
        return (panes + [(title: "Everywhere", bindings: everywhere)] + others).filter { !$0.bindings.isEmpty }
    }

    private static let order: [Context] = [
        .servers, .status, .logs, .health, .secrets, .platforms, .events, .tools, .calls, .sessions, .alerts,
    ]
}
