import TerminalKit

extension Keys {
    static let desk: [Binding<Action, Context>] = [
        Binding(
            .desk(.undo), keys: [.character("u")], in: Context.panes.subtracting([.platforms]), label: "undo",
            tooltip: "Take back what was done here last; asks first", footerPriority: 25),
        Binding(
            .desk(.messages), keys: [.character("M")], in: Context.panes, label: "messages",
            tooltip: "Read every message that was shown here"),
        Binding(
            .desk(.complete), keys: [.tab], in: [.palette], label: "complete",
            tooltip: "Write the chosen command or server out, to go on typing", footerPriority: 85),

        // What a command says.
        Binding(
            .close, keys: [.escape, .character("q")], in: [.output], label: "close",
            tooltip: "Back to the panes; ends the command if it still runs", footerPriority: 90),
        Binding(
            .desk(.searchOutput), keys: [.character("/")], in: [.output], label: "search",
            tooltip: "Look for a text or a regular expression", footerPriority: 80),
        Binding(
            .desk(.nextInOutput), keys: [.character("n")], in: [.output], label: "next",
            tooltip: "Go to the next line that was searched for", footerPriority: 75),
        Binding(
            .desk(.previousInOutput), keys: [.character("N")], in: [.output], label: "before",
            tooltip: "Go to the line before that was searched for"),
        Binding(
            .desk(.copyOutput), keys: [.character("y")], in: [.output], label: "copy",
            tooltip: "Copy everything the command said", footerPriority: 70),
        Binding(
            .desk(.runAgain), keys: [.character("r")], in: [.output], label: "run again",
            tooltip: "Run the same command once more", footerPriority: 65),
    ]
}
