import ServerModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A line that grows byte by byte, with the keys that edit it.
///
/// The bytes lie in one place from first to last, so that wiping it wipes all there was.
struct HiddenLine {
    enum State {
        case typing, done
        /// Ctrl-C, or Ctrl-D on an empty line.
        case abandoned
    }

    /// One byte more than a value may have, so that a longer one can be told.
    static let capacity = SecretRequirement.longestValue + 1

    private var bytes = [UInt8](repeating: 0, count: capacity)
    private var count = 0
    private var escape = Escape.none

    /// Where in the sequence of a key without a character we are (ECMA-48 §5.4).
    private enum Escape { case none, begun, parameters, single }

    /// `nil` when it is no UTF-8. One that is too long is cut.
    var text: String? {
        count == Self.capacity
            ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes[..<count], as: UTF8.self)
    }

    mutating func take(_ byte: UInt8) -> State {
        if isOfKey(byte) { return .typing }
        switch byte {
        case 0x03: return .abandoned
        case 0x04: return count == 0 ? .abandoned : .typing
        case 0x0A, 0x0D: return .done
        case 0x08, 0x7F: removeCharacter()
        case 0x15: count = 0
        case 0x17: removeWord()
        case 0x1B: escape = .begun
        case 0x09, 0x20...:
            guard count < Self.capacity else { break }
            bytes[count] = byte
            count += 1
        // Other control characters are no part of any value.
        default: break
        }
        return .typing
    }

    /// Overwrites all of it.
    mutating func wipe() {
        count = 0
        bytes.withUnsafeMutableBytes { all in
            guard let base = all.baseAddress else { return }
            #if canImport(Glibc)
                explicit_bzero(base, all.count)
            #else
                memset_s(base, all.count, 0, all.count)
            #endif
        }
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
        guard count > 0 else { return }
        // Clusters are short; where the last one begins is told by the bytes right before it.
        let end = bytes[max(0, count - 64)..<count].drop { $0 & 0xC0 == 0x80 }
        count -= String(validating: end, as: UTF8.self)?.last?.utf8.count ?? 1
    }

    private mutating func removeWord() {
        while count > 0, bytes[count - 1] == 0x20 { count -= 1 }
        while count > 0, bytes[count - 1] != 0x20 { count -= 1 }
    }
}
