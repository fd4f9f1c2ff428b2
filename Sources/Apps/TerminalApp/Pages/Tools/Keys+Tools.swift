import TerminalKit

extension Keys {
    static let tools: [Binding<Action, Context>] = toolList + toolForm + toolResult + fromToolResult

    private static let toolList: [Binding<Action, Context>] = [
        Binding(
            .tools(.openForm), keys: [.enter, .character("c")], in: [.tools], label: "call",
            tooltip: "Fill in the tool's arguments and call it; starts the server when it is stopped", footerPriority: 95),
        Binding(
            .tools(.read), keys: [.character("i")], in: [.tools], label: "read",
            tooltip: "Read everything the server says of the tool", footerPriority: 90),
        Binding(
            .tools(.filter), keys: [.character("/")], in: [.tools], label: "filter",
            tooltip: "Show only tools that match a text or a regular expression", footerPriority: 80),
        Binding(
            .tools(.showResult), keys: [.character("v")], in: [.tools], label: "last result",
            tooltip: "Go to what the last call from here answered", footerPriority: 75),
        Binding(
            .tools(.copy), keys: [.character("y")], in: [.tools, .toolResult], label: "copy",
            tooltip: "Copy the result, the arguments, or the call as a command line", footerPriority: 70),
        Binding(
            .goToList, keys: [.character("h"), .left], in: [.tools, .calls], label: "servers",
            tooltip: "Go to the list of servers"),
    ]

    private static let toolForm: [Binding<Action, Context>] = [
        Binding(
            .tools(.next), keys: [.enter], in: [.toolForm], label: "next",
            tooltip: "Go on; behind the last field, call the tool", footerPriority: 95),
        Binding(
            .tools(.forward), keys: [.tab, .down], in: [.toolForm], label: "next field", tooltip: "Go to the next field",
            footerPriority: 90),
        Binding(
            .tools(.back), keys: [.backTab, .up], in: [.toolForm], label: "back", tooltip: "Go to the field before",
            footerPriority: 85),
        Binding(
            .tools(.callNow), keys: [.control("r")], in: [.toolForm], label: "call now",
            tooltip: "Call the tool with what was typed so far", footerPriority: 92),
        Binding(
            .tools(.leave), keys: [.escape], in: [.toolForm], label: "leave, keep draft",
            tooltip: "Back to the tools; what was typed is there when you come back", footerPriority: 80),
    ]

    private static let toolResult: [Binding<Action, Context>] = [
        Binding(
            .tools(.again), keys: [.character("r")], in: [.toolResult], label: "again",
            tooltip: "Call the tool again with the same arguments", footerPriority: 95),
        Binding(
            .tools(.change), keys: [.character("e")], in: [.toolResult], label: "edit",
            tooltip: "Change the arguments and call it again", footerPriority: 90),
        Binding(
            .tools(.cancel), keys: [.character("x")], in: [.toolResult], label: "cancel",
            tooltip: "End the call that runs; the server is told", footerPriority: 55),
        Binding(
            .tools(.toggle), keys: [.enter, .character(" ")], in: [.toolResult], label: "fold",
            tooltip: "Fold or unfold what the cursor is on", footerPriority: 85),
        Binding(
            .tools(.fold), keys: [.character("h"), .left], in: [.toolResult], label: "fold",
            tooltip: "Fold, or go to what it belongs to"),
        Binding(
            .tools(.unfold), keys: [.character("l"), .right], in: [.toolResult], label: "unfold", tooltip: "Unfold"),
        Binding(
            .tools(.foldAll), keys: [.character("*")], in: [.toolResult], label: "fold all",
            tooltip: "Fold everything within, or unfold everything"),
        Binding(
            .tools(.raw), keys: [.character("v")], in: [.toolResult], label: "as it came",
            tooltip: "See the answer as the server wrote it, or as it is best read", footerPriority: 65),
        Binding(
            .tools(.search), keys: [.character("/")], in: [.toolResult], label: "search",
            tooltip: "Look for a text in the answer",
            footerPriority: 75),
        Binding(
            .tools(.nextMatch), keys: [.character("n")], in: [.toolResult], label: "next", tooltip: "Go to the next match"),
        Binding(
            .tools(.previousMatch), keys: [.character("N")], in: [.toolResult], label: "previous",
            tooltip: "Go to the match before"),
        Binding(
            .tools(.closeResult), keys: [.escape, .character("q")], in: [.toolResult], label: "tools",
            tooltip: "Back to the tools; a call that runs goes on", footerPriority: 60),
    ]

    /// A result is read in a pane, and panes can be left for others.
    private static let fromToolResult: [Binding<Action, Context>] =
        [
            Binding(.nextPane, keys: [.tab], in: [.toolResult], label: "next pane", tooltip: "Go to the next pane"),
            Binding(.previousPane, keys: [.backTab], in: [.toolResult], label: "pane before", tooltip: "Go to the pane before"),
            Binding(
                .zoom, keys: [.character("z")], in: [.toolResult], label: "zoom",
                tooltip: "Give the pane the whole screen, or back", footerPriority: 40),
            Binding(
                .palette, keys: [.character(":"), .control("p")], in: [.toolResult], label: "commands",
                tooltip: "Run any command by its name"),
            Binding(
                .help, keys: [.character("?"), .function(1)], in: [.toolResult], label: "help", tooltip: "Show every key",
                footerPriority: 100),
        ]
        + Pane.allCases.map { pane in
            Binding(
                .pane(pane), keys: [.character(pane.key)], in: [.toolResult], label: pane.title.lowercased(),
                tooltip: "Go to \(pane.title.lowercased())")
        }
}
