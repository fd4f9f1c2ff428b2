import TerminalKit
import Testing

@testable import TerminalApp

struct `The frame of a pane` {
    @Test func `keeps what stands at its right at every width that its tabs leave room for it`() {
        let titles = ["Status", "Logs", "Health"].enumerated().map { index, text in
            PaneFrame.Title(text: SafeText(text), isActive: index == 0, key: Character("\(index + 2)"))
        }
        // The keys, the chosen name, what stands at the right, and the border around them.
        for width in 34...80 {
            let size = Size(columns: width, rows: 4)
            var frame = Frame(size: size)
            PaneFrame(titles: titles, isFocused: true, right: [Piece("step 1 of 3")]).draw(
                in: Rect(x: 0, y: 0, width: width, height: 4), on: &frame, glyphs: .unicode)
            #expect(frame.rows[0].contains("step 1 of 3"), "\(width): \(frame.rows[0])")
        }
    }
}
