import TerminalKit

/// Every key, from the table that also decides what it does; typing narrows the page.
struct HelpView {
    let page: HelpPage
    let state: AppState
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        // A box that would leave only slivers of the panes takes everything.
        let width = Self.width(in: area)
        let height = min(area.height, Self.height)
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

    private static let height = 40

    private static func width(in area: Rect) -> Int { area.width < 128 ? area.width : 120 }

    /// The last first row.
    func lastTop(in area: Rect) -> Int {
        // The border, the field and white space take four rows.
        max(0, lines(width: Self.width(in: area) - 6).count - (min(area.height, Self.height) - 4))
    }

    private func lines(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        let sections = sections.map { (title: $0.title, bindings: $0.bindings.filter(matches)) }.filter { !$0.bindings.isEmpty }
        let keys = sections.flatMap(\.bindings).map { self.keys(of: $0).width }.max() ?? 0
        // Where columns are scarce, what a key does matters more than its second name.
        let keyWidth = min(keys, width < 64 ? 8 : Self.keyWidth)
        for section in sections {
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(StyledLine([Piece(SafeText(section.title), .textStrong, bold: true)]))
            lines += section.bindings.flatMap { self.lines($0, keyWidth: keyWidth, width: width) }
        }
        return lines.isEmpty ? [StyledLine([Piece("no key does that", .textDim)])] : lines
    }

    private static let keyWidth = 16
    private static let labelWidth = 13

    private func keys(of binding: Binding<Action, Context>) -> SafeText {
        binding.keys.map { glyphs.key($0) }.joined(separator: " ")
    }

    private func lines(_ binding: Binding<Action, Context>, keyWidth: Int, width: Int) -> [StyledLine] {
        let reason = binding.action.isCommand ? state.objection(to: binding.action) : nil
        let names = [
            Piece(keys(of: binding).fitted(to: keyWidth, alignment: .trailing, ellipsis: glyphs.kit.ellipsis), .key, bold: true),
            Piece("  "),
            Piece(
                SafeText(binding.label).fitted(to: Self.labelWidth, ellipsis: glyphs.kit.ellipsis),
                reason == nil ? .text : .textDim),
            Piece(" "),
        ]
        let room = width - names.width
        // A column of single words is read by nobody.
        let words = room < 24 ? [SafeText(reason ?? binding.tooltip)] : SafeText(reason ?? binding.tooltip).wrapped(to: room)
        let leading = names + words.prefix(1).map { Piece($0, .textDim) }
        // What a person would type instead, where it fits whole.
        let command = reason == nil ? state.commandLine(of: binding.action).map { [Piece(SafeText($0), .textDim)] } ?? [] : []
        let hasRoom = words.count == 1 && leading.width + command.width + 2 <= width
        let indent = Piece(SafeText(repeating: " ", columns: names.width))
        return [StyledLine(leading, trailing: hasRoom ? command : [])]
            + words.dropFirst().map { StyledLine([indent, Piece($0, .textDim)]) }
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
        // What works where one is comes first.
        let here = page.origin.map { [section($0)] } ?? []
        let panes = here + Self.order.map(section)
        let others = Context.allCases.filter { !Self.order.contains($0) }.map(section)
        return (panes + [(title: "Everywhere", bindings: everywhere)] + others).filter { !$0.bindings.isEmpty }
    }

    private static let order: [Context] = [
        .servers, .status, .logs, .health, .secrets, .platforms, .events, .tools, .calls, .sessions, .alerts,
    ]
}
