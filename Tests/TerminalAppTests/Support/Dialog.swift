import TerminalKit
import Testing

@testable import TerminalApp

/// A box over the panes of a ``Story``, read from the screen as a person reads it.
struct Dialog {
    let story: Story

    enum Part { case title, body }

    @discardableResult
    func title(_ text: String, location: SourceLocation = #_sourceLocation) -> Dialog {
        wasRead(.title)
        if !titleRow.contains(text) { story.fail("the title is not '\(text)'", location) }
        return self
    }

    /// All its words, line after line, hold these.
    @discardableResult
    func body(_ match: LineMatch, location: SourceLocation = #_sourceLocation) -> Dialog {
        wasRead(.body)
        if !match.matches(words) { story.fail("the body lacks \(match)", location) }
        return self
    }

    func accept(location: SourceLocation = #_sourceLocation) { story.press(.confirm, location: location) }
    func decline(location: SourceLocation = #_sourceLocation) { story.press(.decline, location: location) }

    // MARK: -

    private var titleRow: String { row(box.y) }

    private var words: String {
        (box.y + 1..<max(box.y + 1, box.maxY - 1)).map { row($0).split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Without the frame at both sides.
    private func row(_ y: Int) -> String {
        let frame = story.app.frame
        return (box.x + 1..<max(box.x + 1, box.maxX - 1)).map { frame[$0, y].glyph }.joined()
    }

    /// Everything that lies on the ground of popups.
    private var box: Rect {
        let frame = story.app.frame
        var (left, right, top, bottom) = (Int.max, -1, Int.max, -1)
        for y in 0..<frame.size.rows {
            for x in 0..<frame.size.columns where frame[x, y].style.background == .popup {
                (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
            }
        }
        return right < 0
            ? Rect(x: 0, y: 0, width: 0, height: 0) : Rect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }
}
