/// Turns the bytes of a terminal into events.
///
/// Known sequences become keys; unknown ones (Alt keys, mouse reports, answers to questions nobody asked) are swallowed to
/// their end, for their letters must not be taken for commands. Text between the paste brackets becomes one event.
struct InputDecoder {
    /// What begins at a place in the input.
    private enum Step {
        case event(InputEvent, length: Int)
        case nothing(length: Int)
        case pasteBegins(length: Int)
        /// The end of it has not arrived yet.
        case incomplete
    }

    /// A sequence longer than this is rubbish.
    private static let longestSequence = 4096
    /// What is pasted beyond this is dropped; nobody types into a form that much.
    private static let longestPaste = 1 << 20
    private static let pasteStart = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Whether the terminal was asked to report the mouse; otherwise its reports are swallowed like all that nobody asked for.
    var readsMouse = false
    private let sequences: [[UInt8]: KeyPress]
    private let longestKnown: Int
    private var pending: [UInt8] = []
    private var paste: [UInt8]?

    init(sequences: [[UInt8]: KeyPress] = KeySequences.common) {
        self.sequences = sequences
        longestKnown = sequences.keys.map(\.count).max() ?? 0
    }

    /// Whether a short wait and ``flush()`` are due: something began that may already be all there is.
    var isWaiting: Bool { paste == nil && !pending.isEmpty }

    /// The events these bytes complete.
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        pending += bytes
        var events: [InputEvent] = []
        var start = 0
        while start < pending.count {
            if paste != nil {
                guard let next = continuePaste(from: start, into: &events) else { return events }
                start = next
                continue
            }
            switch step(at: start) {
            case .event(let event, let length):
                events.append(event)
                start += length
            case .nothing(let length):
                start += length
            case .pasteBegins(let length):
                paste = []
                start += length
            case .incomplete:
                pending.removeFirst(start)
                if pending.count > Self.longestSequence { pending = [] }
                return events
            }
        }
        pending.removeFirst(min(start, pending.count))
        return events
    }

    /// What the pending bytes mean if nothing follows: an ESC alone is the key; ESC and a character were pressed with Alt.
    mutating func flush() -> [InputEvent] {
        guard paste == nil, let first = pending.first else { return [] }
        if pending.count == 1 && first == 0x1B {
            pending = []
            return [.key(.escape)]
        }
        // A longer sequence arrives slowly, so its rest must still be recognised.
        if first != 0x1B || pending.count == 2 { pending = [] }
        return []
    }

    // MARK: - Paste

    /// Takes pasted bytes; answers where the text after the paste begins, or `nil` when more of it must come.
    private mutating func continuePaste(from start: Int, into events: inout [InputEvent]) -> Int? {
        let rest = pending[start...]
        if let end = rest.firstRange(of: Self.pasteEnd) {
            finishPaste(adding: rest[..<end.lowerBound], into: &events)
            return end.upperBound
        }
        // Should the closing bracket get lost, Ctrl-C frees the keyboard; terminals remove it from what is pasted.
        if rest.last == 0x03 {
            finishPaste(adding: rest.dropLast(), into: &events)
            return rest.endIndex - 1
        }
        // The closing bracket may have arrived in part.
        let held = (1..<Self.pasteEnd.count).last { rest.suffix($0).elementsEqual(Self.pasteEnd.prefix($0)) } ?? 0
        let taken = rest.dropLast(held)
        add(taken)
        pending = Array(rest.suffix(held))
        return nil
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        let room = Self.longestPaste - (paste?.count ?? 0)
        paste?.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private mutating func finishPaste(adding bytes: ArraySlice<UInt8>, into events: inout [InputEvent]) {
        add(bytes)
        let text = String(decoding: paste ?? [], as: UTF8.self)
        paste = nil
        // Terminals send line breaks as the Enter key does. `\r\n` is a single Character.
        events.append(.paste(String(text.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 })))
    }

    // MARK: - Keys

    private func step(at start: Int) -> Step {
        let byte = pending[start]
        switch byte {
        case 0x1B: return sequence(at: start)
        case 0x0A, 0x0D: return .event(.key(.enter), length: 1)
        case 0x09: return .event(.key(.tab), length: 1)
        case 0x08, 0x7F: return .event(.key(.backspace), length: 1)
        case 0x00: return .event(.key(.control("@")), length: 1)
        case 0x01..<0x20:
            let letter = Unicode.Scalar(byte | (byte < 0x1B ? 0x60 : 0x40))
            return .event(.key(.control(Character(letter))), length: 1)
        default: return character(at: start)
        }
    }

    private func character(at start: Int) -> Step {
        let length = Self.lengthOfCharacter(startingWith: pending[start])
        guard length > 0 else { return .nothing(length: 1) }
        let bytes = pending[start...].prefix(length)
        // A broken character loses its first byte only: the next may begin a sound one.
        guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .nothing(length: 1) }
        guard bytes.count == length else { return .incomplete }
        guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return .nothing(length: 1)
        }
        if scalar.properties.generalCategory == .control { return .nothing(length: length) }
        return .event(.key(.character(Character(scalar))), length: length)
    }

    /// 0 for a byte that cannot begin a character.
    private static func lengthOfCharacter(startingWith byte: UInt8) -> Int {
        switch byte {
        case 0x00..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
    }

    private func sequence(at start: Int) -> Step {
        let rest = pending[start...]
        if rest.starts(with: Self.pasteStart) { return .pasteBegins(length: Self.pasteStart.count) }
        for length in stride(from: min(longestKnown, rest.count), to: 1, by: -1) {
            if let key = sequences[Array(rest.prefix(length))] { return .event(.key(key), length: length) }
        }
        guard rest.count > 1 else { return .incomplete }
        let second = rest[start + 1]
        switch second {
        case 0x1B: return .event(.key(.escape), length: 1)
        case UInt8(ascii: "["): return controlSequence(rest)
        case UInt8(ascii: "O"): return rest.count > 2 ? .nothing(length: 3) : .incomplete
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            return controlString(rest)
        default:
            // A character pressed with Alt.
            let length = max(1, Self.lengthOfCharacter(startingWith: second))
            return rest.count > length ? .nothing(length: 1 + length) : .incomplete
        }
    }

    private func controlSequence(_ rest: ArraySlice<UInt8>) -> Step {
        if readsMouse, let step = mouseReport(rest) { return step }
        var body = rest.dropFirst(2)
        // The Linux console's function keys look like `ESC [ [ A`.
        if body.first == UInt8(ascii: "[") { body = body.dropFirst() }
        guard let end = body.firstIndex(where: { !(0x20..<0x40).contains($0) }) else { return .incomplete }
        // Anything but a final byte breaks the sequence off and counts for itself.
        let isFinal = (0x40..<0x7F).contains(rest[end])
        return .nothing(length: end - rest.startIndex + (isFinal ? 1 : 0))
    }

    /// `ESC [ < button ; column ; row M` (or `m`, for a button that goes up); `nil` for another sequence.
    private func mouseReport(_ rest: ArraySlice<UInt8>) -> Step? {
        let body = rest.dropFirst(2)
        switch body.first {
        case UInt8(ascii: "M"):
            // Terminals that know only the old form send three bytes of any value, which must not be taken for keys.
            return body.count >= 4 ? .nothing(length: 6) : .incomplete
        case UInt8(ascii: "<"):
            guard let end = body.firstIndex(where: { (0x40..<0x7F).contains($0) }) else { return nil }
            let length = end - rest.startIndex + 1
            let numbers = String(decoding: body[..<end].dropFirst(), as: UTF8.self).split(separator: ";").map { Int($0) }
            guard body[end] == UInt8(ascii: "M"), numbers.count == 3, let button = numbers[0], let column = numbers[1],
                let row = numbers[2], column > 0, row > 0, let act = Self.act(ofButton: button)
            else { return .nothing(length: length) }
            return .event(.mouse(MouseEvent(act, at: Point(x: column - 1, y: row - 1))), length: length)
        default: return nil
        }
    }

    /// Held Shift, Alt and Ctrl are bits of no interest.
    private static func act(ofButton button: Int) -> MouseEvent.Act? {
        switch button & ~0b11100 {
        case 0: .press
        case 64: .wheelUp
        case 65: .wheelDown
        default: nil
        }
    }

    private func controlString(_ rest: ArraySlice<UInt8>) -> Step {
        let body = rest.dropFirst(2)
        guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else { return .incomplete }
        guard rest[end] == 0x1B else { return .nothing(length: end - rest.startIndex + 1) }
        guard end + 1 < rest.endIndex else { return .incomplete }
        let isTerminator = rest[end + 1] == UInt8(ascii: "\\")
        return .nothing(length: end - rest.startIndex + (isTerminator ? 2 : 0))
    }
}
