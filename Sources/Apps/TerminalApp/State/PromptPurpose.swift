import TerminalKit

/// What a line typed in the footer is for.
protocol PromptPurpose: Sendable {
    /// Before the field: `search /`.
    var title: SafeText { get }
    /// What Enter does: `keep`, `write`.
    var verb: SafeText { get }
    /// With every letter; for filters and searches that are live.
    func typed(_ text: String, in state: inout AppState) -> [Effect]
    /// Enter.
    func accepted(_ text: String, in state: inout AppState) -> [Effect]
    /// Esc; `previous` is what was there before.
    func cancelled(_ previous: String, in state: inout AppState) -> [Effect]
    /// At the right: how many match, or what is wrong with it.
    func remark(_ text: String, in state: AppState) -> [Piece]
}

extension PromptPurpose {
    var verb: SafeText { "keep" }
    func typed(_ text: String, in state: inout AppState) -> [Effect] { [] }
    func cancelled(_ previous: String, in state: inout AppState) -> [Effect] { typed(previous, in: &state) }
    func remark(_ text: String, in state: AppState) -> [Piece] { [] }
}
