/// Lines in the bytes of a file.
extension [UInt8] {
    /// Where the line of `offset` begins.
    package func lineStart(of offset: Int) -> Int {
        (self[..<Swift.min(offset, count)].lastIndex(of: .newline) ?? -1) + 1
    }

    /// Where it ends: at its line break, or at the end of all.
    package func lineEnd(of offset: Int) -> Int {
        guard let end = self[Swift.min(offset, count)...].firstIndex(of: .newline) else { return count }
        return end > 0 && self[end - 1] == 13 && end - 1 >= offset ? end - 1 : end
    }

    /// How the file ends its lines.
    package var lineBreak: String {
        guard let first = firstIndex(of: .newline) else { return "\n" }
        return first > 0 && self[first - 1] == 13 ? "\r\n" : "\n"
    }

    /// Where the last of all that is not blank ends.
    var contentEnd: Int { (lastIndex { !$0.isSpace } ?? -1) + 1 }

    /// The line and column of a byte, from 1, in characters.
    package func place(of offset: Int) -> (line: Int, column: Int) {
        let end = Swift.min(offset, count)
        let start = lineStart(of: end)
        let line = self[..<start].count { $0 == .newline } + 1
        var before = self[start..<end]
        if start == 0, before.starts(with: [0xEF, 0xBB, 0xBF]) { before = before.dropFirst(3) }
        return (line, String(decoding: before, as: UTF8.self).count + 1)
    }
}
