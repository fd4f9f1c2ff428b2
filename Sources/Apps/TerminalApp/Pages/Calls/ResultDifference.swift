import ModelContextProtocol
import TerminalKit

/// What is different between two results, as far as they are JSON: each place that is not the same.
struct ResultDifference {
    struct Change: Hashable {
        var words: String
        var token: StyleToken
    }

    private(set) var changes: [Change] = []

    /// More are only counted.
    private static let mostChanges = 40
    private var left = 0
    /// Both could be compared, and differ only in what is left out.
    private(set) var isOfProtocolOnly = false

    /// Words at the top of a result that belong to an era of the protocol, not to what the tool says.
    private static let ofProtocol: Set<String> = ["resultType", "_meta", "ttlMs", "cacheScope"]

    init(from old: String?, to new: String?) {
        guard let old, let new, let before = try? JSONValue.parse(old), let after = try? JSONValue.parse(new) else { return }
        compare(Self.said(before), Self.said(after), at: "", depth: 0)
        isOfProtocolOnly = changes.isEmpty && before != after
        if left > 0 { changes.append(Change(words: "and \(left) more", token: .textDim)) }
    }

    private static func said(_ value: JSONValue) -> JSONValue {
        guard let object = value.objectValue else { return value }
        return .object(JSONObject(object.members.filter { !ofProtocol.contains($0.name) }))
    }

    private mutating func compare(_ old: JSONValue?, _ new: JSONValue?, at path: String, depth: Int) {
        guard old != new else { return }
        if depth < JSONTree.mostDepth, let old, let new, compareWithin(old, new, at: path, depth: depth) { return }
        guard changes.count < Self.mostChanges else {
            left += 1
            return
        }
        changes.append(Change(words: path.isEmpty ? "different" : "different at \(path.prefix(200))", token: .warn))
        if let old { changes.append(Change(words: "- \(Self.short(old))", token: .error)) }
        if let new { changes.append(Change(words: "+ \(Self.short(new))", token: .ok)) }
    }

    /// Looks into two containers of one kind; `false` when they are not, or too large to be compared member by member.
    private mutating func compareWithin(_ old: JSONValue, _ new: JSONValue, at path: String, depth: Int) -> Bool {
        if let before = old.objectValue?.members, let after = new.objectValue?.members, before.count + after.count < 1_000 {
            let names = Set(before.map(\.name))
            for member in before {
                compare(member.value, new[member.name], at: Self.join(path, member.name), depth: depth + 1)
            }
            for member in after where !names.contains(member.name) {
                compare(nil, member.value, at: Self.join(path, member.name), depth: depth + 1)
            }
            return true
        }
        guard let before = old.arrayValue, let after = new.arrayValue else { return false }
        for index in 0..<max(before.count, after.count) {
            compare(before[safe: index], after[safe: index], at: Self.join(path, "\(index)"), depth: depth + 1)
        }
        return true
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private static func short(_ value: JSONValue) -> String {
        let text = ToolArgument.word(value)
        return text.utf8.count > 2_000 ? String(decoding: text.utf8.prefix(2_000), as: UTF8.self) + " (cut)" : text
    }
}
