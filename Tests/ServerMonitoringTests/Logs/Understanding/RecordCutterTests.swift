import Testing

@testable import ServerMonitoring

struct `A record cutter` {
    @Test func `hands over lines without their ends, and skips blank ones`() {
        #expect(records(of: "one\ntwo\r\n\n \t\r\n three\nlast") == ["one", "two", " three", "last"])
    }

    @Test func `hands an ordinary line over at once`() {
        var cutter = RecordCutter()
        var count = 0
        cutter.append(Array("listening on port 1\n".utf8)) { _ in count += 1 }
        #expect(count == 1)
        #expect(!cutter.isHolding)
    }

    @Test func `holds a line that a traceback may begin with until the next, or until time has passed`() {
        var cutter = RecordCutter()
        var found: [String] = []
        func keep(_ record: RecordCutter.Record) { found.append(String(decoding: record.bytes, as: UTF8.self)) }
        cutter.append(Array("Error: no such file\nunfinish".utf8), record: keep)
        #expect(cutter.isHolding)
        #expect(found == [])
        cutter.release(record: keep)
        #expect(!cutter.isHolding)
        #expect(found == ["Error: no such file"])
        cutter.append(Array("ed\n".utf8), record: keep)
        #expect(found == ["Error: no such file", "unfinished"])
    }

    @Test func `drops what is beyond the limit of a line, and tells how much`() {
        #expect(lengths("12345678\n123456789\r\n1234567890\r\nx\n", lineLimit: 8) == ["8+0", "8+1", "8+2", "1+0"])
    }

    @Test func `cuts no character in two`() {
        #expect(lengths("123456日x\n", lineLimit: 8) == ["6+4"])
        #expect(lengths("12345日x\n", lineLimit: 8) == ["8+1"])
    }

    @Test func `ends a record where a line of it was cut, so that what is missing is missing at the end`() {
        let long =
            "Traceback (most recent call last):\n  File \"\(String(repeating: "x", count: 60))\n  File \"y\nValueError: z\n"
        #expect(lengths(long, lineLimit: 40) == ["75+28", "23+0"])
    }

    @Test func `cuts a traceback that grows beyond the limit of a record between its lines`() {
        let frames = (1...100).map { "    at f\($0) (x.js:\($0):1)" }
        var cutter = RecordCutter(recordLimit: 500)
        var found: [String] = []
        func keep(_ record: RecordCutter.Record) { found.append(String(decoding: record.bytes, as: UTF8.self)) }
        cutter.append(Array((["Error: deep"] + frames + ["over"]).joined(separator: "\n").utf8), record: keep)
        cutter.finish(record: keep)
        #expect(found.allSatisfy { $0.utf8.count <= 500 })
        #expect(found.count > 4)
        #expect(found.last == "over")
        #expect(found.dropLast().joined(separator: "\n") == (["Error: deep"] + frames).joined(separator: "\n"))
    }

    @Test(arguments: 0..<60)
    func `finds the same records however the bytes are chunked, and loses none`(seed: UInt64) {
        var noise = SeededGenerator(seed: seed)
        let bytes = noise.bytes(pieces: 120)
        let limits = [(16, 64), (64, 256), (1 << 18, 1 << 20)].randomElement(using: &noise) ?? (16, 64)
        let whole = cut([bytes], limits)
        var chunks: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = Int.random(in: 1...max(1, min(rest.count, 24)), using: &noise)
            chunks.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        #expect(cut(chunks, limits) == whole)
        if limits.0 > bytes.count {
            // Nothing but the ends of lines and blank lines is missing.
            #expect(
                visible(whole.flatMap { $0.bytes + [0x0A] }, endsMayHaveReturns: false)
                    == visible(bytes, endsMayHaveReturns: true))
        }
    }

    private struct Cut: Equatable {
        var bytes: [UInt8]
        var dropped: Int
    }

    private func cut(_ chunks: [[UInt8]], _ limits: (line: Int, record: Int)) -> [Cut] {
        var cutter = RecordCutter(lineLimit: limits.line, recordLimit: limits.record)
        var found: [Cut] = []
        for chunk in chunks { cutter.append(chunk) { found.append(Cut(bytes: Array($0.bytes), dropped: $0.droppedBytes)) } }
        cutter.finish { found.append(Cut(bytes: Array($0.bytes), dropped: $0.droppedBytes)) }
        return found
    }

    /// The lines that are not blank, without their ends.
    private func visible(_ bytes: [UInt8], endsMayHaveReturns: Bool) -> [[UInt8]] {
        bytes.split(separator: 0x0A).map { Array(endsMayHaveReturns && $0.last == 0x0D ? $0.dropLast() : $0) }
            .filter { line in !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }
    }

    private func lengths(_ text: String, lineLimit: Int) -> [String] {
        cut([Array(text.utf8)], (lineLimit, 1 << 20)).map { "\($0.bytes.count)+\($0.dropped)" }
    }
}
