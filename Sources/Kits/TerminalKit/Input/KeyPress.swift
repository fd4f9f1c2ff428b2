/// One key as a person presses it, whatever bytes the terminal sends for it.
public enum KeyPress: Hashable, Sendable {
    case character(Character)
    /// Ctrl with a lower-case letter or one of `@ \ ] ^ _`.
    case control(Character)
    case enter
    case escape
    case tab
    case backTab
    case backspace
    case delete
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    /// F1 is `.function(1)`.
    case function(Int)

    /// How footers and the help page print the key: `j`, `Ctrl-C`, `Enter`, `↑`.
    public var label: SafeText {
        switch self {
        case .character(" "): "Space"
        case .character(let character): SafeText(String(character))
        case .control(let character): SafeText("Ctrl-" + character.uppercased())
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        }
    }
}
