import TerminalKit

/// Every message that was shown, with its time, the newest first.
extension AppState {
    mutating func showMessages() {
        let messages = Array(desk.messages.reversed())
        let (localTime, now) = (localTime, now)
        overlay = .page(
            TextPage(title: "Messages") { columns, glyphs in
                guard !messages.isEmpty else { return [StyledLine([Piece("nothing was said yet", .textDim)])] }
                return messages.flatMap { message in
                    let today = localTime.short(message.time, today: now)
                    let time = SafeText(today.contains(":") ? localTime.clock(message.time) : today).padded(to: 8)
                    return Self.lines(message.toast, time: time, columns: columns, glyphs: glyphs)
                }
            })
    }

    private static func lines(_ toast: Toast, time: SafeText, columns: Int, glyphs: Glyphs) -> [StyledLine] {
        let mark = toast.isError ? Piece(glyphs.phase(.failed), .error) : Piece(glyphs.dot, .textDim)
        let lead = [Piece(time, .textDim), Piece("  "), mark, Piece(" ")]
        let room = max(10, columns - lead.width)
        let remedy = toast.remedy.map { (SafeText(glyphs.kit.isUnicode ? "→ " : "> ") + $0).wrapped(to: room) } ?? []
        let words = toast.text.wrapped(to: room).map { Piece($0) } + remedy.map { Piece($0, .textDim) }
        return words.enumerated().map { index, words in
            StyledLine(index == 0 ? lead + [words] : [Piece(SafeText(repeating: " ", columns: lead.width)), words])
        }
    }
}
