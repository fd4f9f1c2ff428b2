import Foundation

/// What a text can look like where it should not be.
enum CanaryForms {
    /// Every form of a text, by its name.
    static func all(of text: String) -> [(form: String, bytes: [UInt8])] {
        let bytes = Array(text.utf8)
        let escaped = [json(text, upperCase: false), json(text, upperCase: true)]
        let forms: [(String, [String])] = [
            ("plain", [text]),
            ("JSON-escaped", escaped),
            ("JSON-escaped twice", escaped.map { $0.replacingOccurrences(of: "\\", with: "\\\\") }),
            ("base64", (0..<3).map { base64(bytes, alignment: $0) }),
            ("base64url", (0..<3).map { base64URL(base64(bytes, alignment: $0)) }),
            ("percent-encoded", [percent(bytes, upperCase: true), percent(bytes, upperCase: false)]),
            ("hexadecimal", [hex(bytes), hex(bytes).uppercased()]),
        ]
        var known: Set<String> = []
        return forms.flatMap { name, texts in
            texts.filter { known.insert($0).inserted }.map { (name, Array($0.utf8)) }
        }
    }

    /// As JSON has it when it is written in ASCII alone.
    private static func json(_ text: String, upperCase: Bool) -> String {
        text.utf16.reduce(into: "") { result, unit in
            switch unit {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0x0A: result += "\\n"
            case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            case _: result += String(format: upperCase ? "\\u%04X" : "\\u%04x", Int(unit))
            }
        }
    }

    /// The characters that only these bytes decide, `alignment` bytes after a group's begin; what is around them decides the others.
    private static func base64(_ bytes: [UInt8], alignment: Int) -> String {
        let padded = [UInt8](repeating: 0, count: alignment) + bytes
        let whole = Data(padded).base64EncodedString().filter { $0 != "=" }
        return String(whole.dropFirst([0, 2, 3][alignment]).dropLast(padded.count.isMultiple(of: 3) ? 0 : 1))
    }

    private static func base64URL(_ text: String) -> String {
        text.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
    }

    /// What needs no escape in an address (RFC 3986 §2.3).
    private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    private static func percent(_ bytes: [UInt8], upperCase: Bool) -> String {
        bytes.reduce(into: "") { result, byte in
            if unreserved.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += String(format: upperCase ? "%%%02X" : "%%%02x", Int(byte))
            }
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", Int($0)) }.joined() }
}
