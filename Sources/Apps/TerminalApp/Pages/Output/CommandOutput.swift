import ServerModel
import TerminalKit

/// A command that was run here, and what it has said so far.
struct CommandOutput {
    /// Behind `mcp-manager`.
    let words: [String]
    let generation: Int
    /// The newest lines.
    private(set) var lines: [SafeText] = []
    /// Lines that are no longer kept.
    private(set) var dropped = 0
    var ending: Ending?

    /// How it ended.
    enum Ending: Hashable {
        case status(Int32)
        case failed(ErrorReport)
    }

    /// This many lines are kept.
    static let capacity = 10_000

    init(words: [String], generation: Int) {
        self.words = words
        self.generation = generation
    }

    /// As a person would type it.
    var commandLine: String { ShellWords.joined([CommandProgram.name] + words) }

    /// Whether it goes on until it is ended, so that its last lines are what one wants to see.
    var isEndless: Bool { words.contains { $0 == "-f" || $0 == "--follow" } }

    mutating func append(_ more: [String]) {
        for line in more {
            let safe = SafeText.lines(line)
            lines += safe.isEmpty ? [.empty] : safe
        }
        // In blocks, so that a busy command does not move all lines for each of its own.
        let excess = lines.count - Self.capacity
        if excess > Self.capacity / 10 || (excess > 0 && ending != nil) {
            lines.removeFirst(excess)
            dropped += excess
        }
    }
}
