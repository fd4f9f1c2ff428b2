import Foundation
import Testing
import Yams

@testable import DocumentEditing

/// A file as parsers that are not ours read it; of TOML there is none.
enum IndependentReading {
    case json(NSDictionary)
    case yaml(Node)
    case none

    init(_ format: DocumentFormat, _ bytes: [UInt8]) throws {
        switch format {
        case .toml: self = .none
        case .yaml:
            let node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
            self = .yaml(node.flatMap { $0.mapping == nil ? nil : $0 } ?? .mapping(Node.Mapping([])))
        case .json, .jsonWithComments, .jsonc:
            let plain = Self.withoutComments(bytes)
            let isBlank = plain.allSatisfy(\.isSpace)
            let object = try JSONSerialization.jsonObject(with: Data(isBlank ? Array("{}".utf8) : plain))
            self = .json(object as? NSDictionary ?? [:])
        }
    }

    /// The same with an entry in a table, which may not be there yet.
    func with(_ entry: DocumentValue, at path: [PathStep]) throws -> IndependentReading {
        guard case .key(let container) = path[0], case .key(let name) = path[1] else { return self }
        // What is written as JSON is YAML too.
        let text = JSONWriter([], PlacedValue(content: .table([]), span: 0..<0)).text(of: entry, indent: "", isTall: false)
        switch self {
        case .none: return .none
        case .json(let object):
            var all = object as? [String: Any] ?? [:]
            var table = all[container] as? [String: Any] ?? [:]
            table[name] = try JSONSerialization.jsonObject(with: Data(text.utf8))
            all[container] = table
            return .json(all as NSDictionary)
        case .yaml(var node):
            var table = node.mapping?[Node(container)]?.mapping ?? Node.Mapping([])
            table[Node(name)] = try Yams.compose(yaml: text)
            node.mapping?[Node(container)] = .mapping(table)
            return .yaml(node)
        }
    }

    /// That a file means this, whatever the order of its keys.
    func expect(_ bytes: [UInt8], _ comment: String) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        switch self {
        case .none: break
        case .json(let object):
            guard case .json(let other) = try IndependentReading(.jsonc, bytes) else { return }
            #expect(object == other, "\(comment)\n---\n\(text)")
        case .yaml(let node):
            guard case .yaml(let other) = try IndependentReading(.yaml, bytes) else { return }
            #expect(Self.sorted(node) == Self.sorted(other), "\(comment)\n---\n\(text)")
        }
    }

    /// Texts and types in lines, in the order of keys.
    private static func sorted(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): "\(node.tag)\(scalar.string.debugDescription)"
        case .sequence(let nodes): "[\(nodes.map(sorted).joined(separator: ", "))]"
        case .mapping(let pairs): "{\(pairs.map { "\(sorted($0.key)): \(sorted($0.value))" }.sorted().joined(separator: ", "))}"
        case .alias: "*"
        }
    }

    /// Comments become spaces, and so do commas with nothing after them.
    private static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var comma: Int?
        var place = 0
        while place < bytes.count {
            let start = place
            switch (bytes[place], place + 1 < bytes.count ? bytes[place + 1] : 0) {
            case (UInt8(ascii: "\""), _):
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                    place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                comma = nil
            case (UInt8(ascii: "/"), UInt8(ascii: "/")):
                while place < bytes.count, bytes[place] != 10 { place += 1 }
                for index in start..<place { result[index] = 32 }
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                place += 2
                while bytes[place] != UInt8(ascii: "*") || bytes[place + 1] != UInt8(ascii: "/") { place += 1 }
                place += 1
                for index in start...place { result[index] = 32 }
            case (UInt8(ascii: ","), _): comma = place
            case (UInt8(ascii: "}"), _), (UInt8(ascii: "]"), _):
                if let comma { result[comma] = 32 }
                comma = nil
            case (32, _), (9, _), (10, _), (13, _): break
            default: comma = nil
            }
            place += 1
        }
        return result
    }
}
