import Testing

@testable import TerminalKit

struct `A rect` {
    let rect = Rect(x: 2, y: 1, width: 10, height: 4)

    @Test func `is cut without losing a cell`() {
        let (left, rest) = rect.splitting(left: 3)
        #expect(left == Rect(x: 2, y: 1, width: 3, height: 4))
        #expect(rest == Rect(x: 5, y: 1, width: 7, height: 4))
        let (body, footer) = rect.splitting(bottom: 1)
        #expect(body == Rect(x: 2, y: 1, width: 10, height: 3))
        #expect(footer == Rect(x: 2, y: 4, width: 10, height: 1))
        #expect(rect.splitting(right: 4).right == Rect(x: 8, y: 1, width: 4, height: 4))
        #expect(rect.splitting(top: 1).rest == Rect(x: 2, y: 2, width: 10, height: 3))
    }

    @Test func `gives no more than it has`() {
        let (left, rest) = rect.splitting(left: 99)
        #expect(left == rect)
        #expect(rest.isEmpty)
        #expect(rect.inset(by: 3).isEmpty)
        #expect(Rect(x: 0, y: 0, width: -1, height: 5).isEmpty)
    }

    @Test func `has the borders it says`() {
        #expect(rect.contains(Point(x: 11, y: 4)))
        #expect(!rect.contains(Point(x: 12, y: 4)))
        #expect(!rect.contains(Point(x: 11, y: 5)))
        #expect(rect.row(3) == Rect(x: 2, y: 4, width: 10, height: 1))
        #expect(rect.row(4).isEmpty)
    }

    @Test func `meets another`() {
        #expect(rect.intersection(Rect(x: 8, y: 0, width: 10, height: 3)) == Rect(x: 8, y: 1, width: 4, height: 2))
        #expect(rect.intersection(Rect(x: 50, y: 0, width: 1, height: 1)).isEmpty)
    }

    @Test func `holds a popup in its middle`() {
        #expect(rect.centered(width: 4, height: 2) == Rect(x: 5, y: 2, width: 4, height: 2))
        #expect(rect.centered(width: 40, height: 20) == rect)
    }
}
