/// Values of headers as the modern revisions want them.
enum HeaderText {
    /// The value as it is when a header can hold it, else in Base64 with the marker that says so.
    static func encoded(_ value: String) -> String {
        isSafe(value) ? value : "\(opening)\(base64(Array(value.utf8)))\(closing)"
    }

    private static let opening = "=?base64?"
    private static let closing = "?="

    private static func isSafe(_ value: String) -> Bool {
        guard let first = value.utf8.first, let last = value.utf8.last else { return true }
        return first != 0x20 && last != 0x20 && value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && !(value.hasPrefix(opening) && value.hasSuffix(closing))
    }

    /// RFC 4648, section 4.
    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for position in 0..<4 {
                output.append(position <= group.count ? letters[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
