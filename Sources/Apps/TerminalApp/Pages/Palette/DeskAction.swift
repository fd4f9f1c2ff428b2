/// What can be done everywhere: commands, messages, taking back.
enum DeskAction: PageAction {
    case undo, messages
    /// In the palette: writes the chosen command out.
    case complete
    // In the output of a command.
    case searchOutput, nextInOutput, previousInOutput, copyOutput, runAgain

    var isCommand: Bool {
        switch self {
        case .undo, .messages: true
        case .complete, .searchOutput, .nextInOutput, .previousInOutput, .copyOutput, .runAgain: false
        }
    }
}
