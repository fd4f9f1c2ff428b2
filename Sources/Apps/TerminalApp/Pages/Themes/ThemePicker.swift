import TerminalKit

/// The themes in a list. The chosen one is on the whole screen at once; Esc brings back what was there.
struct ThemePicker: OverlayPage {
    private(set) var offers: [Theme.Offer]
    private(set) var index: Int

    var context: Context { .themes }
    /// The name of the theme to look at; `nil` while none is known.
    var chosen: String? { offers[safe: index]?.name }

    init(_ offers: [Theme.Offer], in theme: String) {
        self.offers = offers
        index = offers.firstIndex { $0.name == theme } ?? 0
    }

    /// What is offered now; stays with the chosen one, and begins with the one in force.
    mutating func take(_ offers: [Theme.Offer], in theme: String) {
        self = ThemePicker(offers, in: chosen ?? theme)
    }

    mutating func move(by rows: Int, in state: AppState) {
        index = max(0, min(offers.count - 1, index + rows))
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        let names = offers.map { SafeText($0.name).width }.max() ?? 0
        let width = min(area.width, 62)
        // At the right edge: what is looked at should be seen.
        let side = Rect(x: area.maxX - width, y: area.y, width: width, height: area.height)
        let height = min(area.height, offers.count + Popup.rowsAround)
        let interior = Popup(title: "Themes", lines: []).draw(in: side, width: width, height: height, on: &frame, glyphs: glyphs)
        let top = max(0, index - interior.height + 1)
        for (row, offer) in offers.dropFirst(top).prefix(interior.height).enumerated() {
            let isChosen = top + row == index
            let ground: StyleToken = isChosen ? .select : .popup
            let place = interior.row(row)
            if isChosen {
                frame.select(place, margin: 2, on: ground, hasCursor: true, glyphs: glyphs)
            }
            let name = Piece(SafeText(offer.name).padded(to: names), isChosen ? .textStrong : .text, bold: isChosen)
            let summary = Piece(SafeText("  ") + offer.summary, .textDim)
            let inForce = offer.name == state.appearance.theme
            let remark = inForce ? "in use" : offer.isOwn ? "yours" : ""
            frame.put(
                StyledLine([name, summary], trailing: remark.isEmpty ? [] : [Piece(SafeText(remark), inForce ? .ok : .textDim)]),
                in: place, glyphs: glyphs, on: ground)
        }
    }
}
