import ServerModel
import TerminalKit

/// What belongs to no page alone: what was run and said here.
struct Desk {
    /// What was chosen in the palette, newest first, each once.
    private(set) var recent: [PaletteEntry.Kind] = []
    /// Every message that was shown, oldest first.
    private(set) var messages: [Message] = []
    /// What the last command says; its page is open while it runs.
    var output: CommandOutput?
    /// Counts the commands run.
    var commands = 0

    /// A message, and when it was shown.
    struct Message: Hashable {
        var time: Timestamp
        var toast: Toast
    }

    private static let keptRecent = 6
    private static let keptMessages = 500

    mutating func remember(_ kind: PaletteEntry.Kind) {
        recent = [kind] + recent.filter { $0 != kind }.prefix(Self.keptRecent - 1)
    }

    /// Takes the newest message away: it was kept before.
    mutating func forgetNewestMessage() { _ = messages.popLast() }

    mutating func keep(_ toast: Toast, at time: Timestamp) {
        messages.append(Message(time: time, toast: toast))
        if messages.count >= Self.keptMessages * 2 { messages.removeFirst(messages.count - Self.keptMessages) }
    }
}
