import Testing

@testable import BridgeApp

struct `Lines of a stream` {
    /// The pieces of `chunks`: lines as they are, fragments in brackets; `limit` is how many are taken after each chunk.
    private func pieces(_ chunks: [String], lineLimit: Int = 100, taking limit: Int = .max) -> [String] {
        var buffer = LineBuffer(limit: lineLimit)
        var pieces: [String] = []
        for chunk in chunks {
            Array(chunk.utf8).withUnsafeBytes { buffer.append($0) }
            var taken = 0
            buffer.drain { piece in
                switch piece {
                case .line(let line): pieces.append(String(decoding: line, as: UTF8.self))
                case .fragment(let bytes): pieces.append("[\(String(decoding: bytes, as: UTF8.self))]")
                }
                taken += 1
                return taken < limit
            }
        }
        buffer.finish { pieces.append("end: " + String(decoding: $0, as: UTF8.self)) }
        return pieces
    }

    @Test func `come whole, however they are cut`() {
        #expect(pieces(["a\nb", "c\n", "\n", "d"]) == ["a", "bc", "", "end: d"])
    }

    @Test func `wait until they are taken`() {
        #expect(pieces(["a\nb\nc\n", "", "", ""], taking: 1) == ["a", "b", "c"])
        #expect(pieces(["a\nb\nc", "d\n", "\n"], taking: 1) == ["a", "b", "cd", "end: \n"])
    }

    @Test func `pass in pieces when they are too long`() {
        #expect(pieces(["1234", "56", "78\nok\n"], lineLimit: 5) == ["[123456]", "[78\n]", "ok"])
    }
}

struct `A queue of bytes` {
    @Test func `gives its bytes in order, whatever is taken at once`() {
        var queue = ByteQueue()
        var taken: [UInt8] = []
        for round in 0..<300 {
            queue.append([UInt8](repeating: UInt8(round % 256), count: 20_000))
            queue.withUnsafeBytes { taken += $0.prefix(15_000) }
            queue.removeFirst(15_000)
        }
        queue.withUnsafeBytes { taken += $0 }
        queue.removeFirst(queue.count)
        #expect(queue.isEmpty)
        #expect(taken.count == 6_000_000)
        #expect(taken.indices.allSatisfy { taken[$0] == UInt8($0 / 20_000 % 256) })
    }
}
