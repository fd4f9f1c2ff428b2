import TerminalKit

/// The keys of the log, and of an open record.
extension Keys {
    static let logs: [Binding<Action, Context>] = finding + reading + taking + record

    private static let finding: [Binding<Action, Context>] = [
        Binding(
            .search, keys: [.character("/")], in: [.logs], label: "search",
            tooltip: "Find a text or a regular expression in the log", footerPriority: 90),
        Binding(
            .nextMatch, keys: [.character("n")], in: [.logs], label: "next",
            tooltip: "Go to the next match", footerPriority: 85),
        Binding(
            .previousMatch, keys: [.character("N")], in: [.logs], label: "previous",
            tooltip: "Go to the match before"),
        Binding(
            .logs(.filter), keys: [.character("&")], in: [.logs], label: "only",
            tooltip: "Show only what matches, or with ! first what does not", footerPriority: 89),
        Binding(
            .logs(.near), keys: [.character("x")], in: [.logs], label: "matches only",
            tooltip: "Show only matches and two records around each"),
        Binding(
            .logs(.level), keys: [.character("L")], in: [.logs], label: "level",
            tooltip: "Choose the least severe level that is shown", footerPriority: 87),
        Binding(
            .logs(.nextError), keys: [.character("e")], in: [.logs], label: "errors",
            tooltip: "Go to the next error", footerPriority: 81),
        Binding(
            .logs(.previousError), keys: [.character("E")], in: [.logs], label: "error before",
            tooltip: "Go to the error before"),
        Binding(
            .logs(.timeMenu), keys: [.character("T")], in: [.logs], label: "time",
            tooltip: "Go to a time: minutes ago, today, yesterday, or any", footerPriority: 78),
        Binding(
            .logs(.mark), keys: [.character("m")], in: [.logs], label: "mark",
            tooltip: "Mark the record, to come back to it", footerPriority: 70),
        Binding(
            .logs(.nextMark), keys: [.character("'")], in: [.logs], label: "next mark", tooltip: "Go to the next marked record"),
        Binding(
            .logs(.previousMark), keys: [.character("\"")], in: [.logs], label: "mark before",
            tooltip: "Go to the marked record before"),
    ]

    private static let reading: [Binding<Action, Context>] = [
        Binding(
            .follow, keys: [.character("F")], in: [.logs], label: "follow",
            tooltip: "Show the newest lines as they come", footerPriority: 80),
        Binding(
            .logs(.holdIntake), keys: [.character("P")], in: [.logs], label: "hold",
            tooltip: "Take no new lines in, only count them; again: follow", footerPriority: 86),
        Binding(
            .logs(.record), keys: [.enter], in: [.logs], label: "record",
            tooltip: "Open the record: fields, times, the whole message", footerPriority: 76),
        Binding(
            .logs(.allServers), keys: [.character("a")], in: [.logs], label: "all servers",
            tooltip: "Show the logs of all servers merged by time, or one again", footerPriority: 88),
        Binding(
            .logs(.times), keys: [.character("t")], in: [.logs], label: "times",
            tooltip: "Show times short, exact, with the day, as differences, or not"),
        Binding(
            .logs(.pretty), keys: [.character("p")], in: [.logs], label: "json",
            tooltip: "Set structured records as JSON, or in one line"),
        Binding(
            .toggleWrap, keys: [.character("w")], in: [.logs], label: "wrap",
            tooltip: "Wrap long lines, or cut them at the edge", footerPriority: 86),
        Binding(
            .panLeft, keys: [.character("h"), .left], in: [.logs], label: "left", tooltip: "Pan long lines to the left"),
        Binding(
            .panRight, keys: [.character("l"), .right], in: [.logs], label: "right", tooltip: "Pan long lines to the right"),
    ]

    private static let taking: [Binding<Action, Context>] = [
        Binding(
            .logs(.copy), keys: [.character("y")], in: [.logs], label: "copy",
            tooltip: "Copy this line, the page, the last error line, or the record", footerPriority: 68),
        Binding(
            .logs(.copyOfServer), keys: [.character("y")], in: [.servers, .status], label: "copy",
            tooltip: "Copy the server's last error line, its name or its command", footerPriority: 55),
        Binding(
            .logs(.copyScreen), keys: [.character("Y")], in: Context.copyable, label: "copy screen",
            tooltip: "Copy all that is on the screen"),
        Binding(
            .logs(.export), keys: [.character(">")], in: [.logs], label: "write",
            tooltip: "Write what is shown, all that is kept of it, to a file"),
    ]

    private static let record: [Binding<Action, Context>] = [
        Binding(
            .logs(.copyFact), keys: [.character("y")], in: [.record], label: "copy", tooltip: "Copy what the row says",
            footerPriority: 90),
        Binding(
            .logs(.filterByFact), keys: [.character("f"), .character("&")], in: [.record], label: "only these",
            tooltip: "Show only records with the same level, session, id or field", footerPriority: 85),
        Binding(
            .logs(.newerRecord), keys: [.character("n"), .right, .character("l")], in: [.record], label: "next",
            tooltip: "Open the record after this", footerPriority: 80),
        Binding(
            .logs(.olderRecord), keys: [.character("N"), .left, .character("h")], in: [.record], label: "previous",
            tooltip: "Open the record before this"),
        Binding(
            .close, keys: [.escape, .enter, .character("q")], in: [.record], label: "close", tooltip: "Back to the log",
            footerPriority: 75),
    ]
}
