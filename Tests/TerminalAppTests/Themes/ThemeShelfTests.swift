import TerminalKit
import Testing

@testable import TerminalApp

struct `The shelf of themes` {
    private let shelf = ThemeShelf(
        folder: "/themes", list: { _ in ["mine.theme"] }, read: { $0 == "/themes/mine.theme" ? "# nothing yet\n" : nil })

    @Test func `gives the standard theme and a word for a file that says nothing`() {
        let (theme, warnings) = shelf.theme("mine")
        #expect(theme.name == "ansi" && warnings.map(\.problem) == ["the file holds no style"])
        #expect(shelf.hasFile("mine"), "a start must not fail for it")
    }

    @Test func `knows a name that nobody has written from one that was written badly`() {
        #expect(!shelf.hasFile("mien") && !shelf.hasFile("../mine"))
    }
}
