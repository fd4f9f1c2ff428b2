import TerminalKit

extension Keys {
    static let alerts: [Binding<Action, Context>] = [
        Binding(
            .alerts(.acknowledge), keys: [.character("a")], in: [.alerts], label: "acknowledge",
            tooltip: "Say that you have seen the alert, and why: nobody is told of it again", footerPriority: 95),
        Binding(
            .alerts(.silence), keys: [.character("s")], in: [.alerts], label: "silence",
            tooltip: "Tell nobody for a while, or end a silence", footerPriority: 94),
        Binding(
            .alerts(.goThere), keys: [.enter], in: [.alerts], label: "go there",
            tooltip: "Go to how the server is and was, or to the client's file", footerPriority: 93),
        Binding(
            .alerts(.test), keys: [.character("t")], in: [.alerts], label: "test",
            tooltip: "Tell everybody who is told of alerts that this is a test", footerPriority: 92),
        Binding(
            .alerts(.copy), keys: [.character("y")], in: [.alerts], label: "copy",
            tooltip: "Copy the alert and what to do about it, the silence or the rule", footerPriority: 55),
    ]
}
