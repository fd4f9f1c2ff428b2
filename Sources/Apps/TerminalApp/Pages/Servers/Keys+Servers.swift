import TerminalKit

extension Keys {
    static let list: [Binding<Action, Context>] = [
        Binding(
            .list(.sort), keys: [.character("O")], in: [.servers], label: "sort",
            tooltip: "Order by name, by what needs you, by latency, by memory", footerPriority: 45),
        Binding(
            .list(.markRange), keys: [.character("v")], in: [.servers], label: "mark to here",
            tooltip: "Mark every server from the last mark to this one"),
        Binding(
            .list(.invertMarks), keys: [.character("*")], in: [.servers], label: "invert marks",
            tooltip: "Mark the servers that are not marked, and the other way round"),
        Binding(
            .list(.bulk), keys: [.character("b")], in: [.servers], label: "bulk",
            tooltip: "Do something to all marked servers", footerPriority: 49),
    ]
}
