#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a line or of a part of it, valid while whoever lent them is called.
///
/// Logs are understood on bytes: a `String` is made once, of what is kept.
@usableFromInline package typealias LineBytes = UnsafeBufferPointer<UInt8>

extension LineBytes {
    /// The bytes from `start` to before `end`.
    @inlinable @inline(__always)
    package func part(_ start: Int, _ end: Int) -> LineBytes { LineBytes(rebasing: self[start..<end]) }

    /// The byte at `offset`, or 0 when there is none.
    @inlinable @inline(__always)
    package func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < count ? self[offset] : 0 }

    /// Whether `text` (ASCII) stands at `offset`.
    @inlinable @inline(__always)
    package func has(_ text: StaticString, at offset: Int = 0) -> Bool {
        let length = text.utf8CodeUnitCount
        guard let start = baseAddress, offset >= 0, offset + length <= count else { return false }
        return memcmp(start + offset, text.utf8Start, length) == 0
    }

    /// Whether these bytes are `text` and nothing else.
    @inlinable @inline(__always)
    package func says(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && has(text) }

    /// Whether `text` (ASCII) is at the end.
    package func ends(_ text: StaticString) -> Bool { has(text, at: count - text.utf8CodeUnitCount) }

    /// Where the first `byte` is at or after `offset`.
    @inlinable @inline(__always)
    package func first(_ byte: UInt8, from offset: Int = 0) -> Int? {
        guard let start = baseAddress, offset < count else { return nil }
        return memchr(start + offset, Int32(byte), count - offset).map {
            UnsafeRawPointer(start).distance(to: UnsafeRawPointer($0))
        }
    }

    /// Where `text` (ASCII) begins first, at or after `offset`.
    package func first(_ text: StaticString, from offset: Int = 0) -> Int? {
        var offset = offset
        while let found = first(text.utf8Start[0], from: offset) {
            if has(text, at: found) { return found }
            offset = found + 1
        }
        return nil
    }

    /// The offset behind the spaces and tabs at `offset`.
    @inlinable @inline(__always)
    package func skippingBlanks(from offset: Int) -> Int {
        var offset = offset
        while offset < count, self[offset].isBlank { offset += 1 }
        return offset
    }

    /// Without spaces and tabs at both ends.
    package var trimmed: LineBytes {
        let start = skippingBlanks(from: 0)
        var end = count
        while end > start, self[end - 1].isBlank { end -= 1 }
        return part(start, end)
    }

    /// The value of `length` digits at `offset`; `nil` when one of them is none.
    @inlinable @inline(__always)
    package func number(_ offset: Int, _ length: Int) -> Int? {
        guard offset >= 0, offset + length <= count else { return nil }
        var value = 0
        for index in offset..<offset + length {
            guard self[index].isASCIIDigit else { return nil }
            value = value * 10 + Int(self[index] - 0x30)
        }
        return value
    }

    /// Whether there is nothing but spaces, tabs and carriage returns.
    package var isBlankLine: Bool { allSatisfy { $0.isBlank || $0 == 0x0D } }
}

extension UInt8 {
    /// A space or a tab.
    @inlinable @inline(__always)
    package var isBlank: Bool { self == 0x20 || self == 0x09 }
    @inlinable @inline(__always)
    package var isASCIIDigit: Bool { self &- 0x30 < 10 }
    /// A letter of ASCII.
    @inlinable @inline(__always)
    package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    @inlinable @inline(__always)
    package var isCapital: Bool { self &- 0x41 < 26 }

    /// Whether it is one of these characters of ASCII.
    @inlinable @inline(__always)
    package func isOne(of characters: StaticString) -> Bool {
        for index in 0..<characters.utf8CodeUnitCount where characters.utf8Start[index] == self { return true }
        return false
    }

    /// The value of a hexadecimal digit.
    package var hexadecimal: UInt32? {
        if isASCIIDigit { return UInt32(self - 0x30) }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? UInt32(letter) + 10 : nil
    }
}
