import TerminalKit

extension Keys {
    static let events: [Binding<Action, Context>] = [
        Binding(
            .events(.goThere), keys: [.enter], in: [.events], label: "go there",
            tooltip: "Go to the server, client or alert the event is about", footerPriority: 95),
        Binding(
            .events(.filter), keys: [.character("/")], in: [.events], label: "filter events",
            tooltip: "Show only events that match a text or a regular expression", footerPriority: 92),
        Binding(
            .events(.oneServer), keys: [.character("s")], in: [.events], label: "one server",
            tooltip: "Show only events of the server the chosen one is about, or all again", footerPriority: 91),
        Binding(
            .events(.attention), keys: [.character("!")], in: [.events], label: "attention",
            tooltip: "Show only events that need attention, or all again", footerPriority: 88),
        Binding(
            .events(.copy), keys: [.character("y")], in: [.events], label: "copy",
            tooltip: "Copy the event, or the command as it was given", footerPriority: 84),
    ]
}
