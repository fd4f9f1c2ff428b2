import TerminalKit

/// The one table of keys: it feeds dispatch, footer, help page, palette and tests.
enum Keys {
    static let table = BindingTable<Action, Context>(
        servers + list + forms + panes + logs + health + tools + calls + sessions + platforms + alerts + events + themes + desk
            + everywhere)

    private static let servers: [Binding<Action, Context>] = [
        // Servers and the status of one.
        Binding(
            .restart, keys: [.character("r")], in: Context.ofServer, label: "restart",
            tooltip: "Stop the server and start it again; sessions survive", footerPriority: 90),
        Binding(
            .start, keys: [.character("s")], in: Context.ofServer, label: "start",
            tooltip: "Start the server", footerPriority: 89),
        Binding(
            .stop, keys: [.character("x")], in: Context.ofServer, label: "stop",
            tooltip: "End the server gently", footerPriority: 88),
        Binding(
            .kill, keys: [.character("X")], in: Context.ofServer, label: "kill",
            tooltip: "End the server's processes at once"),
        Binding(
            .showLogs, keys: [.character("l")], in: Context.ofServer, label: "logs",
            tooltip: "Read what the server writes", footerPriority: 85),
        Binding(
            .open, keys: [.enter, .right], in: [.servers], label: "details", tooltip: "Go to the server's status or logs",
            footerPriority: 60),
        Binding(
            .mark, keys: [.character(" ")], in: [.servers], label: "mark",
            tooltip: "Mark the server; verbs then act on all marked ones", footerPriority: 50),
        Binding(
            .filter, keys: [.character("/")], in: [.servers], label: "filter",
            tooltip: "Show only servers that match a text or a regular expression", footerPriority: 70),

        // Secrets.
        Binding(
            .showSecrets, keys: [.character("S")], in: Context.panes.subtracting([.secrets, .platforms, .tools]),
            label: "secrets",
            tooltip: "See what secrets the server needs, and give them", footerPriority: 84),
        Binding(
            .editSecret, keys: [.enter, .character("e"), .character("S")], in: [.secrets], label: "edit",
            tooltip: "Give the server its secrets, beginning with this one", footerPriority: 95),
        Binding(
            .rotateSecret, keys: [.character("T")], in: [.secrets], label: "rotate",
            tooltip: "Try another value; the old one is back when the server cannot start with it", footerPriority: 94),
        Binding(
            .deleteSecret, keys: [.character("D")], in: [.secrets], label: "delete",
            tooltip: "Take the value out of every store", footerPriority: 93),
        Binding(
            .copySecret, keys: [.character("y")], in: [.secrets], label: "copy",
            tooltip: "Copy the secret's name, or the command that gives it; never its value", footerPriority: 55),

        // The form for secrets.
        Binding(
            .nextField, keys: [.tab, .down], in: [.form], label: "next field", tooltip: "Go to the next field",
            footerPriority: 90),
        Binding(.previousField, keys: [.backTab, .up], in: [.form], label: "back", tooltip: "Go to the field before"),
        Binding(
            .submitField, keys: [.enter], in: [.form], label: "next",
            tooltip: "Go on; behind the last field, look everything over",
            footerPriority: 80),
        Binding(
            .reveal, keys: [.control("r")], in: [.form], label: "reveal 10 s",
            tooltip: "Show what is typed, for ten seconds or until the next field", footerPriority: 70),
        Binding(
            .switchSource, keys: [.control("t")], in: [.form], label: "source",
            tooltip: "Type the secret, or say where it is read at each start: variable, command, file, password manager",
            footerPriority: 65),
        Binding(
            .leaveForm, keys: [.escape], in: [.form, .review, .applied], label: "leave",
            tooltip: "Leave; asks what to do with what was typed", footerPriority: 60),
        Binding(
            .backToFields, keys: [.character("b"), .up], in: [.review], label: "back", tooltip: "Back to the fields",
            footerPriority: 75),
    ]

    private static let everywhere: [Binding<Action, Context>] = [
        // Moving.
        Binding(
            .up, keys: [.character("k"), .up], in: Context.reading, label: "up", tooltip: "Go up one row"),
        Binding(
            .down, keys: [.character("j"), .down], in: Context.reading, label: "down", tooltip: "Go down one row"),
        Binding(.up, keys: [.up], in: Context.choosing.union([.dialog]), label: "up", tooltip: "Go up one row"),
        Binding(.down, keys: [.down], in: Context.choosing.union([.dialog]), label: "down", tooltip: "Go down one row"),
        Binding(
            .pageUp, keys: [.pageUp, .control("b")], in: Context.reading.union([.help, .themes, .dialog]), label: "page up",
            tooltip: "Go up a page"
        ),
        Binding(.pageUp, keys: [.pageUp], in: [.palette, .menu], label: "page up", tooltip: "Go up a page"),
        Binding(.pageDown, keys: [.pageDown], in: [.palette, .menu], label: "page down", tooltip: "Go down a page"),
        Binding(.top, keys: [.home], in: [.help, .themes, .menu, .dialog], label: "top", tooltip: "Go to the first row"),
        Binding(.bottom, keys: [.end], in: [.help, .themes, .menu, .dialog], label: "bottom", tooltip: "Go to the last row"),
        Binding(
            .pageDown, keys: [.pageDown, .control("f")], in: Context.reading.union([.help, .themes, .dialog]), label: "page down",
            tooltip: "Go down a page"),
        Binding(.halfPageUp, keys: [.control("u")], in: Context.reading, label: "half up", tooltip: "Go up half a page"),
        Binding(.halfPageDown, keys: [.control("d")], in: Context.reading, label: "half down", tooltip: "Go down half a page"),
        Binding(.top, keys: [.character("g"), .home], in: Context.reading, label: "top", tooltip: "Go to the first row"),
        Binding(
            .bottom, keys: [.character("G"), .end], in: Context.reading, label: "bottom",
            tooltip: "Go to the last row; in logs, follow again"),

        // Panes.
        Binding(
            .goToList, keys: [.character("h"), .left], in: [.status, .health, .secrets, .sessions, .alerts, .events],
            label: "servers",
            tooltip: "Go to the list of servers"),
        Binding(
            .nextTab, keys: [.character("]")], in: Context.panes, label: "tab", tooltip: "Go to the next view of the server"),
        Binding(
            .previousTab, keys: [.character("[")], in: Context.panes, label: "tab",
            tooltip: "Go to the view of the server before"),
        Binding(
            .nextPane, keys: [.tab], in: Context.panes, label: "next pane", tooltip: "Go to the next pane", footerPriority: 30),
        Binding(.previousPane, keys: [.backTab], in: Context.panes, label: "pane before", tooltip: "Go to the pane before"),
        Binding(
            .zoom, keys: [.character("z")], in: Context.panes, label: "zoom", tooltip: "Give the pane the whole screen, or back",
            footerPriority: 40),

        // The program.
        Binding(
            .palette, keys: [.character(":"), .control("p")], in: Context.panes, label: "commands",
            tooltip: "Run any command by its name", footerPriority: 35),
        Binding(
            .help, keys: [.character("?"), .function(1)], in: Context.panes, label: "help", tooltip: "Show every key",
            footerPriority: 100),
        Binding(
            .refresh, keys: [.character("R")], in: Context.panes, label: "refresh",
            tooltip: "Load everything again; connect again when the daemon is gone"),
        Binding(
            .back, keys: [.escape], in: Context.panes, label: "back",
            tooltip: "Close what was opened last: message, search, filter, marks, zoom, pane"),
        Binding(
            .quitOrBack, keys: [.character("q")], in: Context.panes, label: "quit", tooltip: "Go back, and in the end quit",
            footerPriority: 10),
        Binding(.quit, keys: [.character("Q")], in: Context.panes, label: "quit", tooltip: "Quit; servers keep running"),
        Binding(.interrupt, keys: [.control("c")], label: "cancel", tooltip: "Cancel; twice within two seconds quits"),
        Binding(.redraw, keys: [.control("l")], label: "redraw", tooltip: "Paint the screen anew"),
        Binding(.suspend, keys: [.control("z")], label: "suspend", tooltip: "Back to the shell; 'fg' returns"),

        // Typing, questions, popups.
        Binding(.accept, keys: [.enter], in: [.prompt], label: "keep", tooltip: "Keep what was typed", footerPriority: 90),
        Binding(.cancel, keys: [.escape], in: [.prompt], label: "cancel", tooltip: "As it was before", footerPriority: 80),
        Binding(.confirm, keys: [.character("y")], in: [.dialog], label: "yes", tooltip: "Do it", footerPriority: 90),
        Binding(
            .decline, keys: [.character("n"), .escape, .character("q")], in: [.dialog], label: "no", tooltip: "Leave it",
            footerPriority: 80),
        Binding(
            .nextButton, keys: [.tab, .left, .right, .backTab, .character("h"), .character("l")], in: [.dialog, .review, .plan],
            label: "choose", tooltip: "Choose the other button", footerPriority: 70),
        Binding(
            .nextButton, keys: [.tab, .right, .character("l")], in: [.question], label: "choose",
            tooltip: "Choose the next button", footerPriority: 70),
        Binding(
            .previousButton, keys: [.backTab, .left, .character("h")], in: [.question], label: "choose",
            tooltip: "Choose the button before"),
        Binding(
            .cancel, keys: [.escape], in: [.question], label: "go on", tooltip: "As if nothing had been asked", footerPriority: 60
        ),
        Binding(
            .pressButton, keys: [.enter], in: [.dialog, .review, .applied, .question, .plan], label: "press",
            tooltip: "Press the chosen button", footerPriority: 78),
        Binding(.run, keys: [.enter], in: [.menu], label: "choose", tooltip: "Take what is chosen", footerPriority: 90),
        Binding(
            .close, keys: [.escape, .character("q")], in: [.menu, .text], label: "close", tooltip: "Back to where you were",
            footerPriority: 80),
        Binding(.run, keys: [.enter], in: [.palette], label: "run", tooltip: "Run the chosen command", footerPriority: 90),
        Binding(
            .close, keys: [.escape, .function(1)], in: [.help, .palette], label: "close", tooltip: "Back to the panes",
            footerPriority: 80),
    ]
}
