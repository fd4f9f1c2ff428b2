/// What a terminal reports.
public enum InputEvent: Hashable, Sendable {
    case key(KeyPress)
    /// Text pasted in one go, line breaks as `\n`, otherwise as foreign as any text.
    case paste(String)
    case resize(Size)
    /// The terminal is gone: no event follows and nothing can be shown.
    case terminalClosed
}
