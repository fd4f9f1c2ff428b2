import TerminalKit

/// A short list of things to choose from, over the panes. Enter takes the chosen one, a letter the one it stands before.
struct Menu: OverlayPage {
    struct Item {
        /// The key that takes it at once; `nil`: only Enter does.
        var letter: Character?
        var label: String
        /// Behind the label, dim.
        var detail: String
        /// Why it cannot be taken; `nil` when it can.
        var objection: String?
        /// What is done.
        var choose: @Sendable (inout AppState) -> [Effect]

        init(
            _ letter: Character? = nil, _ label: String, _ detail: String = "", objection: String? = nil,
            choose: @escaping @Sendable (inout AppState) -> [Effect]
        ) {
            self.letter = letter
            self.label = label
            self.detail = detail
            self.objection = objection
            self.choose = choose
        }
    }

    var title: String
    var items: [Item]
    var index = 0

    var context: Context { .menu }

    init(title: String, items: [Item]) {
        self.title = title
        self.items = items
        index = items.firstIndex { $0.objection == nil } ?? 0
    }

    mutating func move(by rows: Int, in state: AppState) {
        index = max(0, min(items.count - 1, index + rows))
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        let labels = items.map { SafeText($0.label).width }.max() ?? 0
        let details = items.map { SafeText($0.objection ?? $0.detail).width }.max() ?? 0
        let width = max(24, min(area.width - 2, labels + (details > 0 ? details + 2 : 0) + 12))
        let height = min(area.height, items.count + Popup.rowsAround)
        let interior = Popup(title: SafeText(title), lines: []).draw(
            in: area, width: width, height: height, on: &frame, glyphs: glyphs)
        let top = max(0, index - interior.height + 1)
        for (row, item) in items.dropFirst(top).prefix(interior.height).enumerated() {
            let isChosen = top + row == index
            let ground: StyleToken = isChosen ? .select : .popup
            let place = interior.row(row)
            if isChosen {
                frame.select(place, margin: 2, on: ground, hasCursor: true, glyphs: glyphs)
            }
            let isDead = item.objection != nil
            let letter = Piece(item.letter.map { SafeText(String($0)) } ?? " ", .key, bold: true)
            let label = Piece(SafeText(item.label).padded(to: labels), Style(isDead ? .textDim : isChosen ? .textStrong : .text))
            let detail = Piece(SafeText("  \(item.objection ?? item.detail)"), .textDim)
            frame.put(StyledLine([letter, Piece("  "), label, detail]), in: place, glyphs: glyphs, on: ground)
        }
    }
}

extension AppState {
    /// Takes an item of the open menu: the chosen one, or that of a letter.
    mutating func takeFromMenu(letter: Character? = nil) -> [Effect] {
        guard let menu = overlay(as: Menu.self) else { return [] }
        let item = letter.map { letter in menu.items.first { $0.letter == letter } } ?? menu.items[safe: menu.index]
        guard let item else { return [] }
        if let objection = item.objection {
            toast = .note(objection)
            return []
        }
        overlay = nil
        return item.choose(&self)
    }
}

extension Array {
    /// `nil` outside the array.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
