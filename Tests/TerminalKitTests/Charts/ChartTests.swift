import TerminalKit
import Testing

struct `A sparkline` {
    @Test func `tells zero, a little, the most and nothing known apart`() {
        let line = Sparkline([0, 0.01, 4, 8, nil, 2])
        #expect(line.cells(width: 6, glyphs: .unicode).text == "▁▂▅█·▃")
        #expect(line.cells(width: 6, glyphs: .ascii).text == "_-=#.-")
    }

    @Test func `loses no peak when there are more values than columns`() {
        var values = [Double?](repeating: 1, count: 100)
        values[57] = 10
        #expect(Sparkline(values).cells(width: 10, glyphs: .unicode).text == "▂▂▂▂▂█▂▂▂▂")
    }

    @Test func `fills all columns when there are fewer values`() {
        #expect(Sparkline([1, 2]).cells(width: 6, glyphs: .unicode).text == "▅▅▅███")
        #expect(Sparkline([]).cells(width: 3, glyphs: .unicode).text == "···")
    }

    @Test func `measures against a limit`() {
        #expect(Sparkline([10, 90, 200], ceiling: 100).cells(width: 3, glyphs: .unicode).text == "▂██")
    }

    @Test func `has a cross where something went wrong, whether anything was measured or not`() {
        let line = Sparkline([4, 4, nil, nil, 8], highlights: [1, 3])
        #expect(line.cells(width: 5, glyphs: .unicode).text == "▅×·×█")
        #expect(line.cells(width: 5, glyphs: .ascii).text == "=x.x#")
    }

    @Test func `survives what is no number`() {
        #expect(Sparkline([.nan, .infinity, -1, 1]).cells(width: 4, glyphs: .unicode).text == "··▁█")
        #expect(Sparkline([1]).cells(width: 0, glyphs: .unicode).isEmpty)
    }
}

struct `A strip of states on the screen` {
    private let strip = StateStrip([.ok, .ok, .degraded, .failed, .unknown, .ok])

    @Test func `has another shape for each state`() {
        #expect(strip.cells(width: 6, glyphs: .unicode).text == "▃▃▅▇·▃")
        #expect(strip.cells(width: 6, glyphs: .ascii).text == "==!x.=")
        let shapes = StateStrip(StateStrip.State.allCases).cells(width: 4, glyphs: .unicode)
        #expect(Set(shapes.map(\.glyph)).count == 4 && Set(shapes.map(\.token)).count == 4)
    }

    @Test func `shows the worst where cells are joined`() {
        #expect(strip.cells(width: 3, glyphs: .unicode).text == "▃▇▃")
        #expect(strip.cells(width: 12, glyphs: .ascii).text == "====!!xx..==")
        #expect(StateStrip([]).cells(width: 3, glyphs: .unicode).text == "···")
    }
}

struct `A chart of columns` {
    private func picture(_ chart: ColumnChart, _ width: Int, _ height: Int, _ glyphs: GlyphSet = .unicode) -> [String] {
        var frame = Frame(size: Size(columns: width, rows: height))
        chart.draw(in: Rect(x: 0, y: 0, width: width, height: height), on: &frame, glyphs: glyphs)
        return frame.rows
    }

    private let chart = ColumnChart(
        [8, 16, nil, 0, 24, 4], ceiling: 24, highlights: [4], topLabel: "24 ms", bottomLabel: "0 ms",
        times: ["13:04", "14:04"])

    @Test func `is drawn in eighths, with what its axes mean`() {
        #expect(
            picture(chart, 18, 4) == [
                "24 ms         ××  ",
                "        ██    ██  ",
                " 0 ms ████··▁▁██▄▄",
                "      13:04  14:04",
            ])
    }

    @Test func `is drawn in ASCII`() {
        #expect(
            picture(chart, 18, 4, .ascii) == [
                "24 ms         xx  ",
                "        ##    ##  ",
                " 0 ms ####..__##==",
                "      13:04  14:04",
            ])
    }

    @Test func `shows where something failed though nothing was measured`() {
        let rows = ColumnChart([1, nil, nil], ceiling: 1, highlights: [1]).rows(width: 3, height: 1, glyphs: .unicode)
        #expect(rows.map(\.text) == ["█×·"])
        #expect(rows[0].map(\.token) == [.sparkMid, .error, .sparkGap])
    }

    @Test func `has a cross on a column where something failed, so that no colour is needed`() {
        func rows(_ value: Double, _ height: Int, _ glyphs: GlyphSet = .unicode) -> [String] {
            ColumnChart([value, value], ceiling: 8, highlights: [1]).rows(width: 2, height: height, glyphs: glyphs).map(\.text)
        }
        #expect(rows(0, 3) == ["  ", " ×", "▁▁"])
        #expect(rows(2, 2) == [" ×", "▄▄"])
        #expect(rows(4, 2, .ascii) == [" x", "##"])
        #expect(rows(8, 2) == ["█×", "██"])
        #expect(rows(8, 1, .ascii) == ["#x"])
    }

    @Test func `draws nothing where there is no room`() {
        #expect(picture(chart, 5, 2) == ["     ", "     "])
        #expect(chart.rows(width: 0, height: 3, glyphs: .unicode).isEmpty)
    }

    @Test(arguments: [(0.3, 0.5), (1, 1), (1.1, 2), (38, 50), (51, 100), (120, 200), (0, 1), (-3, 1), (1_200, 2_000)])
    func `ends its axis at a round number`(value: Double, end: Double) {
        #expect(abs(AxisEnd.above(value) - end) < 1e-9)
    }
}
