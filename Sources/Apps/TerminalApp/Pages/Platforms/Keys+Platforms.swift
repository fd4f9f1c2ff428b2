import TerminalKit

/// The keys of the page of the AI clients, and of plans for their files.
extension Keys {
    static let platforms: [Binding<Action, Context>] = [
        Binding(
            .syncPlatform, keys: [.character("s")], in: [.platforms, .entry], label: "sync this",
            tooltip: "See what would be written into this client's file, and write it", footerPriority: 95),
        Binding(
            .syncServer, keys: [.character("S")], in: [.platforms, .entry], label: "only this server",
            tooltip: "See what would be written of this server into this client's file, and write it", footerPriority: 70),
        Binding(
            .syncAll, keys: [.character("a")], in: [.platforms], label: "sync all",
            tooltip: "See what would be written into the files of all clients, and write it", footerPriority: 94),
        Binding(
            .showEntry, keys: [.enter, .character("d")], in: [.platforms], label: "details",
            tooltip: "Show what this server is in this client, and what others changed", footerPriority: 60),
        Binding(
            .decideOurs, keys: [.character("o")], in: [.platforms, .entry, .plan], label: "ours",
            tooltip: "Have what others changed, took out or made as we want it", footerPriority: 97),
        Binding(
            .decideTheirs, keys: [.character("t")], in: [.platforms, .entry, .plan], label: "theirs",
            tooltip: "Leave what others changed, took out or made to them from now on", footerPriority: 96),
        Binding(
            .restorePlatform, keys: [.character("b")], in: [.platforms, .entry], label: "put back",
            tooltip: "Put back this client's whole file as it was before others changed it", footerPriority: 72),
        Binding(
            .undoSync, keys: [.character("u")], in: [.platforms, .plan], label: "undo",
            tooltip: "Take back what was last written; what others changed since stays", footerPriority: 80),
        Binding(
            .releasePlatform, keys: [.character("D")], in: [.platforms], label: "release",
            tooltip: "Take everything of ours out of this client's file, and leave it alone", footerPriority: 45),
        Binding(
            .copyPlatform, keys: [.character("y")], in: [.platforms], label: "copy",
            tooltip: "Copy the path of this client's file, or the name of the server in it", footerPriority: 44),
        Binding(
            .panLeft, keys: [.character("h"), .left], in: [.platforms], label: "left", tooltip: "Go to the client before"),
        Binding(
            .panRight, keys: [.character("l"), .right], in: [.platforms], label: "right", tooltip: "Go to the next client"),

        // Plans, and everything about one entry.
        Binding(
            .agree, keys: [.character("y")], in: [.plan], label: "write",
            tooltip: "Write what is shown; where nothing is to be written, leave", footerPriority: 99),
        Binding(
            .decline, keys: [.character("n")], in: [.plan], label: "no", tooltip: "Leave it; nothing is written",
            footerPriority: 92),
        Binding(
            .close, keys: [.escape, .character("q")], in: [.plan], label: "leave",
            tooltip: "Back to the clients; nothing is written", footerPriority: 90),
        Binding(
            .close, keys: [.escape, .enter, .character("q")], in: [.entry], label: "close",
            tooltip: "Back to the clients", footerPriority: 90),
    ]
}
