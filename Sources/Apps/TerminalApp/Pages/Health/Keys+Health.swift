import TerminalKit

extension Keys {
    static let health: [Binding<Action, Context>] = [
        Binding(
            .health(.check), keys: [.character("c")], in: [.health, .status], label: "check now",
            tooltip: "Ask the server now how it is", footerPriority: 83),
        Binding(
            .health(.longer), keys: [.character("+"), .character("=")], in: [.health], label: "longer",
            tooltip: "Show a longer time in the chart", footerPriority: 82),
        Binding(
            .health(.shorter), keys: [.character("-")], in: [.health], label: "shorter",
            tooltip: "Show a shorter time in the chart", footerPriority: 81),
        Binding(
            .health(.showOutage), keys: [.enter], in: [.health], label: "outage", tooltip: "Read all about the chosen outage",
            footerPriority: 87),
        Binding(
            .health(.showLog), keys: [.character("L")], in: [.health], label: "its log",
            tooltip: "Read what the server wrote when the chosen outage began", footerPriority: 86),
        Binding(
            .health(.copy), keys: [.character("y")], in: [.health], label: "copy",
            tooltip: "Copy the chosen outage, or how the server is when it had none", footerPriority: 55),
    ]
}
