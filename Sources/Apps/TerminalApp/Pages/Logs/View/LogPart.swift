import TerminalKit

/// A stretch of a record's message that has rows of its own.
enum LogPart: Hashable {
    case text(Substring)
    /// The server cleared its screen here. A log erases nothing: a rule takes the place of the sequence.
    case clear

    /// The lines of a message, cut where the screen was cleared; at least one part.
    static func parts(of message: String) -> [LogPart] {
        let lines = lines(of: message)
        return mayClear(message) ? lines.flatMap(cut) : lines.map { .text($0) }
    }

    /// Whether anything in a message could clear a screen. The daemon keeps such sequences as pictures (`␛[2J`), for people to search
    /// and copy.
    static func mayClear(_ message: String) -> Bool { message.count(of: 0x9B) > 0 }

    private static func lines(of message: String) -> [Substring] {
        guard message.count(of: UInt8(ascii: "\n")) > 0 else { return [message[...]] }
        var lines: [Substring] = []
        var rest = message[...]
        while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[..<end])
            rest = rest[rest.utf8.index(after: end)...]
        }
        return lines + [rest]
    }

    /// A line cut at clears; blank text beside one is left out.
    private static func cut(_ line: Substring) -> [LogPart] {
        let reader = ClearReader(bytes: Array(line.utf8))
        var parts: [LogPart] = []
        var start = 0
        func addText(upTo end: Int) {
            let first = line.utf8.index(line.startIndex, offsetBy: start)
            let text = line[first..<line.utf8.index(first, offsetBy: end - start)]
            if !text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { parts.append(.text(text)) }
        }
        var place = 0
        while place < reader.bytes.count {
            guard let end = reader.clear(at: place) else {
                place += 1
                continue
            }
            addText(upTo: place)
            parts.append(.clear)
            (start, place) = (end, end)
        }
        guard !parts.isEmpty else { return [.text(line)] }
        addText(upTo: place)
        return parts
    }
}

/// Finds sequences that clear a screen, in the bytes of a line with its escapes as pictures.
private struct ClearReader {
    let bytes: [UInt8]

    /// What a sequence does (ECMA-48: CUP, HVP, ED; VT100: RIS).
    private enum Effect {
        /// The cursor goes to the first cell.
        case home
        /// All below the cursor is cleared.
        case below
        case everything
    }

    /// Of the first cell, for `H` and `f`.
    private static let home: Set<String> = ["", ";", "1", "1;", ";1", "1;1"]

    private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    /// Where sequences end that together clear the screen, if they begin here: programs write several, one behind the other.
    func clear(at start: Int) -> Int? {
        var place = start
        var isHome = false
        var clears = false
        while let (effect, end) = sequence(at: place) {
            switch effect {
            case .home: isHome = true
            case .everything: clears = true
            case .below:
                guard isHome else { return clears ? place : nil }
                clears = true
            }
            place = end
        }
        return clears ? place : nil
    }

    private func sequence(at place: Int) -> (Effect, end: Int)? {
        guard byte(place) == 0xE2, byte(place + 1) == 0x90, byte(place + 2) == 0x9B else { return nil }
        if byte(place + 3) == UInt8(ascii: "c") { return (.everything, place + 4) }
        guard byte(place + 3) == UInt8(ascii: "[") else { return nil }
        let start = place + 4
        var end = start
        while 0x30...0x3F ~= byte(end) { end += 1 }
        let parameters = String(decoding: bytes[min(start, bytes.count)..<end], as: UTF8.self)
        switch byte(end) {
        case UInt8(ascii: "H"), UInt8(ascii: "f"): return Self.home.contains(parameters) ? (.home, end + 1) : nil
        case UInt8(ascii: "J") where parameters == "2" || parameters == "3": return (.everything, end + 1)
        case UInt8(ascii: "J") where parameters == "" || parameters == "0": return (.below, end + 1)
        default: return nil
        }
    }
}

extension String {
    /// How often a byte is in it, ten times as fast as asking one by one: a screen can be full of lines of 64 KiB.
    func count(of byte: UInt8) -> Int {
        func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int { bytes.reduce(0) { $1 == byte ? $0 + 1 : $0 } }
        return utf8.withContiguousStorageIfAvailable(count) ?? utf8.count { $0 == byte }
    }
}

extension Glyphs {
    /// Where a server cleared its screen.
    var screenCleared: SafeText {
        let rule = SafeText(repeating: kit.horizontal, columns: 4)
        return rule + " screen cleared " + rule
    }
}
