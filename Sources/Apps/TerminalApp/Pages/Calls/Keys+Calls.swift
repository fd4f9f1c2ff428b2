import TerminalKit

extension Keys {
    static let calls: [Binding<Action, Context>] = [
        Binding(
            .calls(.show), keys: [.enter], in: [.calls], label: "open",
            tooltip: "See the call's arguments and what was answered", footerPriority: 95),
        Binding(
            .calls(.replay), keys: [.character("r")], in: [.calls, .call], label: "replay",
            tooltip: "Make the call again, and see what is different; asks first", footerPriority: 90),
        Binding(
            .calls(.onlyFailed), keys: [.character("f")], in: [.calls], label: "failed only",
            tooltip: "Show only calls without a good result, or all", footerPriority: 85),
        Binding(
            .calls(.everyServer), keys: [.character("a")], in: [.calls], label: "all servers",
            tooltip: "Show the calls of all servers, or of the selected one", footerPriority: 80),
        Binding(
            .calls(.onlyTool), keys: [.character("t")], in: [.calls], label: "this tool",
            tooltip: "Show only calls of the chosen call's tool, or all", footerPriority: 70),
        Binding(
            .calls(.filter), keys: [.character("/")], in: [.calls], label: "filter",
            tooltip: "Show only calls that match a text or a regular expression", footerPriority: 75),
        Binding(
            .calls(.copy), keys: [.character("y")], in: [.calls, .call], label: "copy",
            tooltip: "Copy the call as a command line, its arguments or its result", footerPriority: 65),
        Binding(
            .calls(.toggle), keys: [.enter, .character(" ")], in: [.call], label: "fold",
            tooltip: "Fold or unfold what the cursor is on", footerPriority: 85),
        Binding(
            .calls(.fold), keys: [.character("h"), .left], in: [.call], label: "fold",
            tooltip: "Fold, or go to what it belongs to"),
        Binding(.calls(.unfold), keys: [.character("l"), .right], in: [.call], label: "unfold", tooltip: "Unfold"),
        Binding(
            .calls(.foldAll), keys: [.character("*")], in: [.call], label: "fold all",
            tooltip: "Fold everything within, or unfold everything"),
        Binding(
            .close, keys: [.escape, .character("q")], in: [.call], label: "close", tooltip: "Back to the calls",
            footerPriority: 80),
    ]
}
