import NIOCore
import ServerExecution
import Testing

struct `A line framer` {
    /// What a framer makes of a stream that comes in these chunks, and then ends.
    private func lines(of chunks: [String], limit: Int = 100) -> [String] {
        var framer = LineFramer(limit: limit)
        var lines: [LineFramer.Line] = []
        for chunk in chunks {
            framer.append(ByteBuffer(string: chunk))
            while let line = framer.next() { lines.append(line) }
        }
        if let last = framer.finish() { lines.append(last) }
        return lines.map { String(buffer: $0.bytes) + ($0.droppedBytes > 0 ? "+\($0.droppedBytes)" : "") }
    }

    @Test(arguments: [
        (["one\ntwo\n"], ["one", "two"]),
        (["on", "e\ntw", "o\n"], ["one", "two"]),
        (["one", "\n", "two", "\n"], ["one", "two"]),
        (["one\r\ntwo\r", "\n"], ["one", "two"]),
        (["one\n\n  \n\r\n\ttwo\n"], ["one", "\ttwo"]),
        (["one\nlast"], ["one", "last"]),
        (["a\rb\n"], ["a\rb"]),
        ([""], []),
        (["\n"], []),
    ])
    func `cuts wherever the chunks begin and end`(chunks: [String], expected: [String]) {
        #expect(lines(of: chunks) == expected)
    }

    @Test(arguments: [
        (["12345\nok\n"], ["12345", "ok"]),
        (["12345\r\n"], ["12345"]),
        (["123456\nok\n"], ["12345+1", "ok"]),
        (["1234", "56", "78", "9\nok\n"], ["12345+4", "ok"]),
        (["123456789"], ["12345+4"]),
        (["123456789", "\n", "ok", "\n"], ["12345+4", "ok"]),
    ])
    func `keeps no more of a line than its limit, and tells how much it dropped`(chunks: [String], expected: [String]) {
        #expect(lines(of: chunks, limit: 5) == expected)
    }

    @Test func `does not disturb lines that are still in use`() {
        var framer = LineFramer(limit: 100)
        framer.append(ByteBuffer(string: "first\nsec"))
        let first = framer.next()
        #expect(framer.next() == nil)
        framer.append(ByteBuffer(string: "ond\n"))
        let second = framer.next()
        #expect(first.map { String(buffer: $0.bytes) } == "first")
        #expect(second.map { String(buffer: $0.bytes) } == "second")
    }
}
