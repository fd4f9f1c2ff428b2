/// Follows all ways through a program at once, a byte at a time (after Pike): never more than one thread for each state.
///
/// Of two threads in one state the one that began first stays, for both have the same future. A match ends all threads that began within
/// it; one that began before it may still end later, and then takes its place. So one pass finds all matches, leftmost and longest.
struct ThreadSearch {
    private let program: Program
    private let text: UnsafeBufferPointer<UInt8>
    /// In the order of where they began.
    private var threads: [(state: Int32, start: Int)] = []
    private var next: [(state: Int32, start: Int)] = []
    /// When each state was last reached, as a position and one.
    private var reached: [Int]
    private var waiting: [Int32] = []
    private var matchStart: Int?
    /// How many states were looked at.
    private(set) var work = 0

    init(_ program: Program, in text: UnsafeBufferPointer<UInt8>) {
        self.program = program
        self.text = text
        reached = [Int](repeating: 0, count: program.states.count)
    }

    /// Whether there is a match, which may be empty.
    mutating func hasMatch() -> Bool {
        for position in 0...text.count {
            advance(to: position, takingEmpty: true)
            if matchStart != nil { return true }
        }
        return false
    }

    /// All matches that are not empty, in order.
    mutating func matches() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position <= text.count {
            if threads.isEmpty {
                while position < text.count, !program.begins[Int(text[position])] { position += 1 }
                if position == text.count { break }
            }
            advance(to: position, takingEmpty: false)
            if let matchStart {
                while let last = found.last, last.lowerBound >= matchStart { found.removeLast() }
                found.append(matchStart..<position)
            }
            position += 1
        }
        return found
    }

    /// Takes the byte before `position`, and begins anew there.
    private mutating func advance(to position: Int, takingEmpty: Bool) {
        matchStart = nil
        next.removeAll(keepingCapacity: true)
        let surroundings = program.hasPlaces ? Surroundings(of: position, in: text) : nil
        for thread in threads {
            if let matchStart, thread.start > matchStart { break }
            work += 1
            guard case .bytes(let first, let end) = program.states[Int(thread.state)],
                let target = program.target(first: first, end: end, on: text[position - 1])
            else { continue }
            follow(target, from: thread.start, at: position, surroundings, takingEmpty)
        }
        if takingEmpty || position < text.count && program.begins[Int(text[position])] {
            follow(program.start, from: position, at: position, surroundings, takingEmpty)
        }
        swap(&threads, &next)
    }

    private mutating func follow(
        _ state: Int32, from start: Int, at position: Int, _ surroundings: Surroundings?, _ takingEmpty: Bool
    ) {
        waiting.append(state)
        while let state = waiting.popLast() {
            guard reached[Int(state)] != position + 1 else { continue }
            reached[Int(state)] = position + 1
            work += 1
            switch program.states[Int(state)] {
            case .bytes: next.append((state, start))
            case .fork(let one, let other):
                waiting.append(other)
                waiting.append(one)
            case .place(let place, let after):
                if let surroundings, surroundings.allow(place) { waiting.append(after) }
            case .match: if start < position || takingEmpty { matchStart = start }
            }
        }
    }
}

extension Surroundings {
    /// Of a place in UTF-8; what is none is no word.
    init(of position: Int, in text: UnsafeBufferPointer<UInt8>) {
        let (before, after) = (position > 0 ? text[position - 1] : 0x0A, position < text.count ? text[position] : 0x0A)
        isAtLineStart = before == 0x0A || before == 0x0D
        isAtLineEnd = after == 0x0A || after == 0x0D
        isBeforeWord = Self.isWord(at: position, in: text)
        // Back to the first byte of what ends here.
        var start = position - 1
        while start > 0, start > position - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        isAfterWord = start >= 0 && Self.isWord(at: start, in: text)
    }

    private static func isWord(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position < text.count else { return false }
        let first = text[position]
        if first < 0x80 { return isWord(first) }
        let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length > 0, position + length <= text.count else { return false }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for byte in text[(position + 1)..<(position + length)] {
            guard byte & 0xC0 == 0x80 else { return false }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return ScalarSet.word.contains(scalar)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }
}
