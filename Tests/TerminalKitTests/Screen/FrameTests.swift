import Testing

@testable import TerminalKit

struct `A frame` {
    @Test func `shows what was put into it`() {
        var frame = Frame(size: Size(columns: 8, rows: 2))
        let columns = frame.put("日本 ok", x: 1, y: 1, style: Style(.ok))
        #expect(columns == 7)
        #expect(frame.rows == ["        ", " 日本 ok"])
        #expect(frame[1, 1].width == 2)
        #expect(frame[2, 1].width == 0)
        #expect(frame[6, 1].style == Style(.ok))
        #expect(frame.violations == [])
    }

    @Test func `clips at every edge`() {
        var frame = Frame(size: Size(columns: 4, rows: 1))
        frame.put("abcdef", x: -2, y: 0, style: .text)
        #expect(frame.rows == ["cdef"])
        frame.put("xyz", x: 3, y: 0, style: .text)
        #expect(frame.rows == ["cdex"])
        frame.put("no", x: 0, y: 1, style: .text)
        frame.put("no", x: 0, y: -1, style: .text)
        frame.put("no", x: 9, y: 0, style: .text)
        #expect(frame.rows == ["cdex"])
        frame.put("abcdef", x: 0, y: 0, style: .text, maxWidth: 2)
        #expect(frame.rows == ["abex"])
    }

    @Test func `leaves a space where an edge cuts a wide character`() {
        var frame = Frame(size: Size(columns: 4, rows: 1))
        frame.put("日日日", x: -1, y: 0, style: .text)
        #expect(frame.rows == [" 日 "])
        #expect(frame.violations == [])
        frame.put("日日", x: 0, y: 0, style: .text, maxWidth: 3)
        #expect(frame.rows == ["日  "])
        #expect(frame.violations == [])
    }

    @Test(arguments: [(0, "x 日"), (1, " x日"), (2, "日x "), (3, "日 x")])
    func `blanks the other half of a wide character it overwrites`(x: Int, row: String) {
        var frame = Frame(size: Size(columns: 4, rows: 1))
        frame.put("日日", x: 0, y: 0, style: .text)
        frame.put("x", x: x, y: 0, style: .text)
        #expect(frame.rows == [row])
        #expect(frame.violations == [])
    }

    @Test func `separates wide characters that overlap`() {
        var frame = Frame(size: Size(columns: 6, rows: 1))
        frame.put("日日日", x: 0, y: 0, style: .text)
        frame.put("本", x: 1, y: 0, style: .text)
        #expect(frame.rows == [" 本 日"])
        #expect(frame.violations == [])
    }

    @Test func `draws boxes with rounded or ASCII corners`() {
        var frame = Frame(size: Size(columns: 9, rows: 3))
        frame.box(Rect(x: 0, y: 0, width: 4, height: 3), Style(.border))
        frame.box(Rect(x: 5, y: 0, width: 4, height: 3), Style(.border), glyphs: .ascii)
        #expect(frame.rows == ["╭──╮ +--+", "│  │ |  |", "╰──╯ +--+"])
    }

    @Test func `draws boxes too small for corners as lines`() {
        var frame = Frame(size: Size(columns: 5, rows: 3))
        frame.box(Rect(x: 0, y: 0, width: 1, height: 3), .text)
        frame.box(Rect(x: 2, y: 1, width: 3, height: 1), .text)
        frame.box(Rect(x: 2, y: 0, width: 0, height: 3), .text)
        #expect(frame.rows == ["│    ", "│ ───", "│    "])
    }

    @Test func `restyles without touching text`() {
        var frame = Frame(size: Size(columns: 4, rows: 2))
        frame.put("abcd", x: 0, y: 0, style: Style(.ok))
        frame.restyle(Rect(x: 1, y: 0, width: 9, height: 1)) { $0.background = .select }
        #expect(frame.rows[0] == "abcd")
        #expect(frame.styleRows().rows == ["abbb", "cccc"])
        #expect(frame.styleRows().legend == ["a ok", "b ok on select", "c text"])
        #expect(frame.styleRows(legend: [.text: "."]).rows == ["abbb", "...."])
    }

    @Test func `fills only inside`() {
        var frame = Frame(size: Size(columns: 3, rows: 2))
        frame.put("日x", x: 0, y: 0, style: .text)
        frame.fill(Rect(x: 1, y: -5, width: 99, height: 6), Style(.popup))
        #expect(frame.rows == ["   ", "   "])
        #expect(frame[2, 0].style == Style(.popup))
        #expect(frame[0, 0].style == .text)
        #expect(frame.violations == [])
    }

    @Test func `says when its cursor is outside`() {
        var frame = Frame(size: Size(columns: 3, rows: 2))
        frame.cursor = Point(x: 3, y: 0)
        #expect(frame.violations == ["cursor outside at column 3, row 0"])
    }
}
