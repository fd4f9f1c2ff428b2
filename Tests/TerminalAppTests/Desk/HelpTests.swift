import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Help` {
    @Test func `begins with where one is`() {
        var app = Scenario()
        app.press(.pane(.alerts), .help)
        let rows = app.frame.rows
        let places = ["Silence", "Mark"].map { word in
            rows.firstIndex { $0.lowercased().contains(word.lowercased()) } ?? 99
        }
        #expect(places[0] < 20 && places[0] < places[1])
    }

    @Test func `has its first and its last row at Home and End`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.help)
        let start = app.screen
        for _ in 0..<40 { app.press(.pageDown) }
        let end = app.screen
        app.press(key: .home)
        #expect(app.screen == start)
        app.press(key: .end)
        #expect(app.screen == end && end != start)
    }

    @Test func `stops at its end, and leaves out the habit of a slash`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.help)
        for _ in 0..<40 { app.press(.pageDown) }
        let end = app.screen
        app.press(.up)
        #expect(app.screen != end)
        app.press(key: .character("/"))
        app.type("palette")
        #expect(app.screen.contains("/ palette"))
    }
}
