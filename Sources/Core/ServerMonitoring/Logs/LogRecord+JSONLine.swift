import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension LogRecord {
    /// Appends the record as one JSON line, the same object `Codable` makes; by hand, because tens of thousands come a second.
    func writeJSONLine(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"time":""#.utf8)
        bytes.append(contentsOf: time.description.utf8)
        bytes.append(contentsOf: #"","stream":""#.utf8)
        bytes.append(contentsOf: stream.rawValue.utf8)
        if let level {
            bytes.append(contentsOf: #"","level":""#.utf8)
            bytes.append(contentsOf: level.rawValue.utf8)
        }
        bytes.append(contentsOf: #"","run":"#.utf8)
        bytes.append(contentsOf: String(run).utf8)
        bytes.append(contentsOf: #","message":""#.utf8)
        for byte in message.utf8 { appendEscaped(byte, to: &bytes) }
        bytes.append(contentsOf: "\"}\n".utf8)
    }
}

private func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
    case 0..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: #"\u00"#.utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    default:
        bytes.append(byte)
    }
}

extension Timestamp {
    /// The moment by the system's clock.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
