import TerminalKit

extension Keys {
    static let themes: [Binding<Action, Context>] = [
        Binding(
            .themes(.choose), keys: [.function(3)], in: Context.panes.union([.welcome]), label: "theme",
            tooltip: "Choose how everything looks; each is shown at once"),
        Binding(
            .themes(.keep), keys: [.enter], in: [.themes], label: "keep", tooltip: "Keep this theme, also in config.yaml",
            footerPriority: 90),
        Binding(
            .close, keys: [.escape, .character("q")], in: [.themes], label: "as before",
            tooltip: "Close, with the theme that was there before", footerPriority: 80),
        Binding(.up, keys: [.character("k")], in: [.themes], label: "up", tooltip: "Look at the theme above"),
        Binding(.down, keys: [.character("j")], in: [.themes], label: "down", tooltip: "Look at the theme below"),
        Binding(
            .themes(.mouse), keys: [.function(2)], in: Context.panes.union([.welcome]), label: "mouse",
            tooltip: "Read presses and the wheel of the mouse, or leave them to the terminal again"),
    ]
}
