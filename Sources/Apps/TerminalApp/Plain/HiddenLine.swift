import ServerModel

/// A line that is typed and not shown, byte by byte, with the keys that edit it; keys that type nothing are swallowed.
struct HiddenLine {
    enum State {
        case typing, done
        /// Ctrl-C, or Ctrl-D on an empty line.
        case abandoned
    }

    private var bytes: [UInt8] = []
    private var escape = Escape.none

    /// Where in the sequence of a key without a character we are (ECMA-48 §5.4).
    private enum Escape { case none, begun, parameters, single }

    /// Bytes that are no UTF-8 become replacement characters, which the check of the value then sees.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    init() {
        // In one place from first to last.
        bytes.reserveCapacity(SecretRequirement.longestValue + 1)
    }

    mutating func take(_ byte: UInt8) -> State {
        if isOfKey(byte) { return .typing }
        switch byte {
        case 0x03: return .abandoned
        case 0x04: return bytes.isEmpty ? .abandoned : .typing
        case 0x0A, 0x0D: return .done
        case 0x08, 0x7F: removeCharacter()
        case 0x15: bytes.removeAll(keepingCapacity: true)
        case 0x17: removeWord()
        case 0x1B: escape = .begun
        case 0x09, 0x20...: if bytes.count <= SecretRequirement.longestValue { bytes.append(byte) }
        // Other control characters are no part of any value.
        default: break
        }
        return .typing
    }

    /// Overwrites what was typed.
    mutating func wipe() {
        for index in bytes.indices { bytes[index] = 0 }
        bytes.removeAll(keepingCapacity: true)
    }

    /// Whether `byte` belongs to an arrow or another key that types nothing.
    private mutating func isOfKey(_ byte: UInt8) -> Bool {
        switch escape {
        case .none: return false
        case .begun: escape = byte == 0x5B ? .parameters : byte == 0x4F ? .single : .none
        case .single: escape = .none
        case .parameters: if (0x40...0x7E).contains(byte) { escape = .none }
        }
        // Ctrl-C and the line's end count wherever they come.
        if byte < 0x20 { escape = .none }
        return byte >= 0x20
    }

    private mutating func removeCharacter() {
        // A character may be several bytes, of which all but the first begin with the bits 10.
        while let last = bytes.popLast(), last & 0xC0 == 0x80 { continue }
    }

    private mutating func removeWord() {
        while bytes.last == 0x20 { bytes.removeLast() }
        while let last = bytes.last, last != 0x20 { bytes.removeLast() }
    }
}
