import Foundation

/// One line of JSON a program sent, looked into by path: `message.text("result.content.0.text")`.
public struct Message: Sendable, CustomStringConvertible {
    public let bytes: Data

    public init(_ bytes: Data) { self.bytes = bytes }

    public func text(_ path: String) -> String? { value(path) as? String }
    /// An integer; `nil` for anything else, a string of digits included.
    public func integer(_ path: String) -> Int? { number(path).map(Int.init) }
    public func number(_ path: String) -> Double? { (value(path) as? NSNumber)?.doubleValue }
    public func has(_ path: String) -> Bool { value(path) != nil }
    public func flag(_ path: String) -> Bool? { value(path) as? Bool }

    /// The texts in an array.
    public func texts(_ path: String) -> [String] { value(path) as? [String] ?? [] }
    /// The texts under one key in an array of objects.
    public func texts(_ path: String, each key: String) -> [String] {
        (value(path) as? [Any] ?? []).compactMap { ($0 as? [String: Any])?[key] as? String }
    }

    /// The beginning of the line; some are megabytes.
    public var description: String { String(decoding: bytes.prefix(2_000), as: UTF8.self) }

    private func value(_ path: String) -> Any? {
        var value = try? JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed)
        for key in path.split(separator: ".") {
            if let index = Int(key), let list = value as? [Any] {
                value = list.indices.contains(index) ? list[index] : nil
            } else {
                value = (value as? [String: Any])?[String(key)]
            }
        }
        return value
    }
}
