import TerminalKit

extension Keys {
    private static let places: Set<Context> = [.servers, .status]

    static let forms: [Binding<Action, Context>] =
        [
            Binding(
                .forms(.toggle), keys: [.character("o")], in: places, label: "on/off",
                tooltip: "Switch the server off, so that it is listed and never started, or on again", footerPriority: 87),
            Binding(
                .forms(.add), keys: [.character("a")], in: [.servers], label: "add",
                tooltip: "Add a server: a command of your own, or an address", footerPriority: 55),
            Binding(
                .forms(.edit), keys: [.character("e")], in: places, label: "edit",
                tooltip: "Change the server's definition; the change is shown before it is written", footerPriority: 54),
            Binding(
                .forms(.remove), keys: [.character("d")], in: places, label: "delete",
                tooltip: "Take the server's definition away; a copy is kept, and u brings it back"),
            Binding(
                .forms(.demo), keys: [.character("d")], in: [.welcome], label: "demo",
                tooltip: "Try the built-in demo server", footerPriority: 57),
            Binding(
                .forms(.importServers), keys: [.character("i")], in: [.welcome], label: "import",
                tooltip: "Take over servers that AI clients on this machine have", footerPriority: 56),
            Binding(
                .forms(.add), keys: [.character("a")], in: [.welcome], label: "add",
                tooltip: "Add a server: a command of your own, or an address", footerPriority: 55),
            Binding(
                .forms(.begin), keys: [.enter], in: [.welcome], label: "begin", tooltip: "Begin with what is chosen",
                footerPriority: 90),
        ] + open

    /// In an open form: while something is typed, things are marked, something is read, or a question is asked.
    private static let open: [Binding<Action, Context>] =
        typing + [
            Binding(
                .forms(.submit), keys: [.enter], in: [.formChoices], label: "next", tooltip: "Go on with what is marked",
                footerPriority: 90),
            Binding(
                .forms(.markChoice), keys: [.character(" ")], in: [.formChoices], label: "mark",
                tooltip: "Mark the row, or not any more", footerPriority: 88),
            Binding(
                .forms(.markAll), keys: [.character("*")], in: [.formChoices], label: "all or none",
                tooltip: "Mark every row, or none", footerPriority: 60),
            Binding(
                .forms(.nextField), keys: [.tab], in: [.formChoices], label: "next",
                tooltip: "Go on; in an import, to the next row"),
            Binding(
                .forms(.previousField), keys: [.backTab], in: [.formChoices], label: "back",
                tooltip: "Go back a step; in an import, a row"),
            Binding(
                .forms(.submit), keys: [.enter], in: [.formReview, .formQuestion], label: "press button",
                tooltip: "Press the chosen button", footerPriority: 90),
            Binding(
                .forms(.nextField), keys: [.tab, .right], in: [.formReview], label: "choose",
                tooltip: "Choose the next button", footerPriority: 85),
            Binding(
                .forms(.previousField), keys: [.backTab, .left], in: [.formReview], label: "choose",
                tooltip: "Choose the button before"),
            Binding(
                .forms(.stepBack), keys: [.character("b")], in: [.formChoices, .formReview], label: "back",
                tooltip: "Go back a step", footerPriority: 75),
            Binding(
                .forms(.leave), keys: [.escape], in: [.formChoices, .formReview], label: "leave",
                tooltip: "Leave; asks what to do with what was typed", footerPriority: 70),
            Binding(
                .forms(.nextField), keys: [.tab, .right, .down], in: [.formQuestion], label: "choose",
                tooltip: "Choose the next button", footerPriority: 85),
            Binding(
                .forms(.previousField), keys: [.backTab, .left, .up], in: [.formQuestion], label: "choose",
                tooltip: "Choose the button before"),
            Binding(
                .forms(.leave), keys: [.escape], in: [.formQuestion], label: "keep editing",
                tooltip: "Back to the form, as it is", footerPriority: 70),
        ]

    private static let typing: [Binding<Action, Context>] = [
        Binding(
            .forms(.submit), keys: [.enter], in: [.serverForm], label: "next",
            tooltip: "Go on; behind the last field, look everything over", footerPriority: 90),
        Binding(
            .forms(.nextField), keys: [.tab], in: [.serverForm], label: "next field",
            tooltip: "Go to the next field", footerPriority: 85),
        Binding(
            .forms(.previousField), keys: [.backTab], in: [.serverForm], label: "back",
            tooltip: "Go to the field before", footerPriority: 80),
        Binding(
            .forms(.review), keys: [.control("o")], in: [.serverForm], label: "review",
            tooltip: "Look everything over now, from any field", footerPriority: 75),
        Binding(.forms(.rowDown), keys: [.down], in: [.serverForm], label: "down", tooltip: "Go down one row"),
        Binding(.forms(.rowUp), keys: [.up], in: [.serverForm], label: "up", tooltip: "Go up one row"),
        Binding(
            .forms(.leave), keys: [.escape], in: [.serverForm], label: "leave",
            tooltip: "Leave; asks what to do with what was typed", footerPriority: 70),
    ]
}
