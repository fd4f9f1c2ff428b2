/// The name of a server: its file name in `servers/`, and what clients and people call it.
///
/// 1–64 of `a–z A–Z 0–9 . _ -`, beginning with a letter or digit, so that it is safe in a path, a URL and a shell.
public struct ServerID: Hashable, Sendable {
    public let rawValue: String

    /// Throws ``InvalidServerName`` when `rawValue` is not a valid name.
    public init(_ rawValue: String) throws(InvalidServerName) {
        guard Self.isValid(rawValue) else { throw InvalidServerName(name: rawValue) }
        self.rawValue = rawValue
    }

    private static func isValid(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count), let first = name.utf8.first else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        return isAlphanumeric(first)
            && name.utf8.allSatisfy {
                isAlphanumeric($0) || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains($0)
            }
    }
}

extension ServerID: Comparable {
    public static func < (a: ServerID, b: ServerID) -> Bool { a.rawValue < b.rawValue }
}

extension ServerID: CustomStringConvertible {
    public var description: String { rawValue }
}

extension ServerID: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// A name that cannot be a server's.
public struct InvalidServerName: ActionableError, Hashable {
    public var name: String

    public init(name: String) { self.name = name }

    public var code: String { "invalid-name" }
    public var problem: String { "'\(name)' cannot be the name of a server" }
    public var remedy: String { "use 1–64 letters, digits, '.', '_' or '-', beginning with a letter or digit" }
}
