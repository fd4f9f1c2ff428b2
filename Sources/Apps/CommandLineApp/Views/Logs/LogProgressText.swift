import ServerModel

extension LogSearchProgress {
    /// `searched 340.0 MB of 1.2 GB, 12 matches`; `verb` is what is done, and `noun` what is found, singular and plural.
    func words(_ verb: String, _ noun: (one: String, many: String)) -> StyledText {
        "\(verb) \(byteWords(searchedBytes)) of \(byteWords(totalBytes)), \(matches) \(matches == 1 ? noun.one : noun.many)"
    }
}

/// How far something is, on one line that is written over; nothing where nobody looks.
struct ProgressLine {
    private let channel: OutputChannel
    private let isSeen: Bool
    private var isShown = false

    init(_ session: Session) {
        channel = session.context.errors
        // A dumb terminal cannot clear what is left of a longer line.
        isSeen = channel.isTerminal && session.context.environment("TERM") != "dumb"
    }

    /// Says it in place of what was said before.
    mutating func show(_ text: StyledText) throws {
        guard isSeen else { return }
        // The last column stays free: a terminal may go to the next line with it.
        let line = channel.columns.map { text.cut(to: $0 - 1) } ?? text
        try channel.write("\r\(line.rendered(colored: false))\u{1B}[K")
        isShown = true
    }

    /// Makes room for other text.
    mutating func clear() throws {
        guard isShown else { return }
        try channel.write("\r\u{1B}[K")
        isShown = false
    }
}
