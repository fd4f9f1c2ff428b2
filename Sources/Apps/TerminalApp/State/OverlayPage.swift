import TerminalKit

/// Something that lies over the panes and takes the keys: a value that draws itself. Its keys are in ``Keys``, for its context.
protocol OverlayPage {
    /// Where keys go while it is open.
    var context: Context { get }
    /// Moves by rows; ±100,000 is all the way. Nothing happens outside, so nothing is returned.
    mutating func move(by rows: Int, in state: AppState)
    /// Rows of a page within it, one kept for the eye.
    func page(in state: AppState) -> Int
    /// A key that is no action.
    mutating func type(_ key: KeyPress, in state: AppState)
    mutating func paste(_ text: String, in state: AppState)
    /// - Parameter area: everything between header and footer.
    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs)
}

extension OverlayPage {
    mutating func type(_ key: KeyPress, in state: AppState) {}
    mutating func paste(_ text: String, in state: AppState) {}
    func page(in state: AppState) -> Int { max(1, (state.layout?.body.height ?? 8) - 7) }
}

extension AppState {
    /// The open page, if it is of this kind.
    func overlay<Page: OverlayPage>(as: Page.Type) -> Page? {
        if case .page(let page) = overlay { page as? Page } else { nil }
    }

    /// Changes the open page, if it is of this kind.
    mutating func changeOverlay<Page: OverlayPage>(_: Page.Type, _ change: (inout Page) -> Void) {
        guard case .page(let page) = overlay, var page = page as? Page else { return }
        change(&page)
        overlay = .page(page)
    }
}
