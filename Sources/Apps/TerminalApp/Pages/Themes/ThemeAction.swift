/// Choosing how everything looks, and whether the mouse is read.
enum ThemeAction: PageAction {
    case choose
    /// What is looked at in the picker stays.
    case keep
    case mouse

    var isCommand: Bool {
        switch self {
        case .choose, .mouse: true
        case .keep: false
        }
    }
}
