import TerminalKit
import Testing

@testable import TerminalApp

struct `The layout` {
    @Test func `stacks list, server and footer on a small terminal`() {
        #expect(
            picture(80, 24) == """
                header 0,0 80x1
                events -
                footer 0,23 80x1
                logs -
                servers 0,1 30x22
                status 30,1 50x22
                """)
    }

    @Test func `adds the events below on a larger one`() {
        #expect(
            picture(120, 40) == """
                header 0,0 120x1
                events 0,31 120x8
                footer 0,39 120x1
                logs -
                servers 0,1 46x30
                status 46,1 74x30
                """)
    }

    @Test func `adds a third column with health and status on a wide one`() {
        #expect(
            picture(200, 50) == """
                header 0,0 200x1
                events 0,41 200x8
                footer 0,49 200x1
                logs 52,1 90x40
                servers 0,1 52x40
                status 142,1 58x22
                """)
    }

    @Test func `leaves more than half of a narrow terminal to what is read`() {
        let layout = Layout.of(Size(columns: 60, rows: 24), focus: .servers, tab: .status, zoomed: false)
        #expect(layout?.panes[.servers]?.width == 24 && layout?.panes[.status]?.width == 36)
    }

    @Test func `names every tab by its key, and the first by words, too`() {
        func strip(_ columns: Int, _ rows: Int, _ pane: Action) -> Substring? {
            var app = Scenario(columns: columns, rows: rows)
            app.press(pane)
            return app.frame.rows[1].split(separator: "╮╭").last?.drop { $0 == "─" }.split(separator: " ─").first
        }
        #expect(strip(80, 24, .pane(.status)) == " 2  Status  3 Logs 4 Health 5 6 8 9 0 A")
        #expect(strip(80, 24, .pane(.calls)) == " 2 Status 3 Logs 4 Health 5 6 8 9  Calls  0 A")
        #expect(strip(120, 40, .pane(.status)) == " 2  Status  3 Logs 4 Health 5 Secrets 6 Sync 8 Tools 9 Calls 0 A")
    }

    @Test func `counts in words where there is room, and troubles before what is calm`() {
        #expect(Scenario(columns: 200, rows: 50).header.contains("○ 1 stopped  – 1 disabled"))
        let header = Scenario(columns: 120, rows: 40).header
        #expect(header.contains("✘ 2 failed  ◇ 1 needs secret  ○ 1  – 1"), "\(header)")
        #expect(Scenario(columns: 80, rows: 24).header.contains("✘ 2  ◇ 1"))
    }

    @Test(arguments: Pane.allCases)
    func `shows the pane with the focus alone when there is no room for two`(pane: Pane) {
        for size in [Size(columns: 59, rows: 24), Size(columns: 80, rows: 15)] {
            let layout = Layout.of(size, focus: pane, tab: .status, zoomed: false)
            #expect(layout?.panes == [pane: Rect(x: 0, y: 1, width: size.columns, height: size.rows - 2)])
            #expect(layout?.isSingle == true)
        }
    }

    @Test func `gives a zoomed pane everything`() {
        let layout = Layout.of(Size(columns: 120, rows: 40), focus: .logs, tab: .logs, zoomed: true)
        #expect(layout?.panes == [.logs: Rect(x: 0, y: 1, width: 120, height: 38)])
    }

    @Test func `opens hidden events zoomed`() {
        let layout = Layout.of(Size(columns: 80, rows: 24), focus: .events, tab: .status, zoomed: false)
        #expect(layout?.panes.keys.map(\.self) == [.events])
    }

    @Test func `gives the clients every column, and the events below them where there is room`() {
        let layout = Layout.of(Size(columns: 120, rows: 40), focus: .platforms, tab: .platforms, zoomed: false)
        #expect(layout?.panes[.platforms] == Rect(x: 0, y: 1, width: 120, height: 30))
        #expect(layout?.panes == Layout.of(Size(columns: 120, rows: 40), focus: .events, tab: .platforms, zoomed: false)?.panes)
        let small = Layout.of(Size(columns: 80, rows: 24), focus: .platforms, tab: .platforms, zoomed: false)
        #expect(small?.panes == [.platforms: Rect(x: 0, y: 1, width: 80, height: 22)] && small?.isSingle == true)
    }

    @Test func `gives up below 40x10`() {
        #expect(Layout.of(Size(columns: 39, rows: 10), focus: .servers, tab: .status, zoomed: false) == nil)
        #expect(Layout.of(Size(columns: 40, rows: 9), focus: .servers, tab: .status, zoomed: false) == nil)
        #expect(Layout.of(Size(columns: 40, rows: 10), focus: .servers, tab: .status, zoomed: false) != nil)
    }

    @Test func `never lets panes overlap or leave the screen`() {
        for columns in stride(from: 40, to: 240, by: 7) {
            for rows in stride(from: 10, to: 70, by: 3) {
                for focus in Pane.allCases {
                    check(Size(columns: columns, rows: rows), focus: focus)
                }
            }
        }
    }

    private func check(_ size: Size, focus: Pane) {
        guard let layout = Layout.of(size, focus: focus, tab: .logs, zoomed: false) else {
            Issue.record("no layout for \(size)")
            return
        }
        #expect(layout.panes[focus] != nil, "the focus must be visible at \(size)")
        var area = 0
        for rect in layout.panes.values {
            area += rect.width * rect.height
            #expect(rect.intersection(layout.body) == rect)
        }
        #expect(area == layout.body.width * layout.body.height, "panes must tile the body at \(size)")
    }

    private func picture(_ columns: Int, _ rows: Int) -> String {
        guard let layout = Layout.of(Size(columns: columns, rows: rows), focus: .servers, tab: .status, zoomed: false) else {
            return "too small"
        }
        func words(_ rect: Rect?) -> String { rect.map { "\($0.x),\($0.y) \($0.width)x\($0.height)" } ?? "-" }
        return """
            header \(words(layout.header))
            events \(words(layout.panes[.events]))
            footer \(words(layout.footer))
            logs \(words(layout.panes[.logs]))
            servers \(words(layout.panes[.servers]))
            status \(words(layout.panes[.status]))
            """
    }
}
