import ModelContextProtocol
import TerminalKit

/// JSON and text to read as a tree that can be folded, with a cursor. Pure; all texts in it are foreign.
///
/// What is very large is cut and says so: whoever wants all of it copies it.
struct JSONTree: Sendable {
    /// In the order they are read, each before what belongs to it.
    private(set) var nodes: [Node] = []
    private var folded: Set<Int> = []
    /// Texts that were wrapped to be shown; what is in them never changes.
    private(set) var wrapping = TreeWrapping()
    /// The row with the cursor, and the first row shown.
    var cursor = Anchor(node: 0, line: 0)
    var top = 0

    /// More is not shown.
    static let mostNodes = 4_000
    /// Elements of one container that are shown.
    static let mostChildren = 500
    /// Containers within containers that are shown.
    static let mostDepth = 64
    /// Of one text, in bytes and lines.
    static let mostBytes = 32 * 1024
    static let mostLines = 400

    struct Node: Sendable {
        var depth: Int
        /// The name of a member, or the number of an element.
        var key: String?
        var isElement = false
        var content: Content
        /// The index behind the last node that belongs to it.
        var end: Int
    }

    enum Content: Sendable {
        /// A line of ours over what follows.
        case heading(SafeText, StyleToken)
        /// Text for people, wrapped.
        case prose([SafeText], StyleToken)
        case object(Int)
        case array(Int)
        /// In one line.
        case scalar(SafeText, StyleToken)
        /// A string of several lines; folded, only its first is shown.
        case text([SafeText])
        /// So many were left out.
        case more(Int)
    }

    /// A row: a node, and which line of it.
    struct Anchor: Hashable, Sendable {
        var node: Int
        var line: Int
    }

    // MARK: Making

    mutating func addHeading(_ text: SafeText, _ token: StyleToken = .textDim) {
        append(Node(depth: 0, content: .heading(text, token), end: nodes.count + 1))
    }

    mutating func add(prose text: String, _ token: StyleToken = .text) {
        append(Node(depth: 0, content: .prose(Self.lines(of: text), token), end: nodes.count + 1))
    }

    /// Adds a value that is text; when it is no whole JSON it is shown as it is.
    mutating func add(json text: String, _ token: StyleToken = .text) {
        if let value = try? JSONValue.parse(text) { add(value) } else { add(prose: text, token) }
    }

    mutating func add(_ value: JSONValue) {
        add(value, key: nil, isElement: false, depth: 0)
    }

    private mutating func append(_ node: Node) {
        nodes.append(node)
        if !wrapping.isEmpty { wrapping = TreeWrapping() }
    }

    /// Calls itself once for each level, of which the parser allows 512 and we show ``mostDepth``.
    private mutating func add(_ value: JSONValue, key: String?, isElement: Bool, depth: Int) {
        let index = nodes.count
        append(Node(depth: depth, key: key, isElement: isElement, content: Self.content(of: value), end: index + 1))
        let children: [(key: String, value: JSONValue)]
        switch value {
        case .object(let object): children = object.members.prefix(Self.mostChildren).map { ($0.name, $0.value) }
        case .array(let elements):
            children = elements.prefix(Self.mostChildren).enumerated().map { ("\($0)", $1) }
        case .null, .bool, .number, .string: return
        }
        let count = value.objectValue?.members.count ?? value.arrayValue?.count ?? 0
        var shown = 0
        if depth < Self.mostDepth {
            for child in children where nodes.count < Self.mostNodes {
                add(child.value, key: child.key, isElement: value.arrayValue != nil, depth: depth + 1)
                shown += 1
            }
        }
        if shown < count {
            append(Node(depth: depth + 1, content: .more(count - shown), end: nodes.count + 1))
        }
        nodes[index].end = nodes.count
    }

    private static func content(of value: JSONValue) -> Content {
        switch value {
        case .null: .scalar("null", .jsonLiteral)
        case .bool(let isTrue): .scalar(isTrue ? "true" : "false", .jsonLiteral)
        case .number(let text): .scalar(SafeText(text.prefix(200)), .jsonNumber)
        case .string(let text): string(text)
        case .array(let elements): .array(elements.count)
        case .object(let object): .object(object.members.count)
        }
    }

    private static func string(_ text: String) -> Content {
        let lines = lines(of: text)
        return lines.count == 1 && lines[0].width <= 60 ? .scalar("\"" + lines[0] + "\"", .jsonString) : .text(lines)
    }

    private static func lines(of text: String) -> [SafeText] {
        guard !text.isEmpty else { return [.empty] }
        let bytes = text.utf8.count
        let kept = bytes > mostBytes ? String(decoding: text.utf8.prefix(mostBytes), as: UTF8.self) : text
        var lines = SafeText.lines(kept)
        let left = lines.count - mostLines
        if left > 0 { lines = Array(lines.prefix(mostLines)) }
        if bytes > mostBytes {
            lines.append(SafeText("+\((bytes - mostBytes + 1023) / 1024) KiB"))
        } else if left > 0 {
            lines.append(SafeText("+\(left) lines"))
        }
        return lines.isEmpty ? [.empty] : lines
    }

    // MARK: Folding

    func isFolded(_ node: Int) -> Bool { folded.contains(node) }

    func canFold(_ node: Int) -> Bool {
        guard nodes.indices.contains(node) else { return false }
        switch nodes[node].content {
        case .object(let count), .array(let count): return count > 0
        case .text(let lines): return lines.count > 1 || (lines.first?.width ?? 0) > 60
        case .heading, .prose, .scalar, .more: return false
        }
    }

    /// Folds or unfolds what the cursor is on.
    mutating func toggle() {
        guard canFold(cursor.node) else { return }
        if folded.remove(cursor.node) == nil { folded.insert(cursor.node) }
        cursor.line = 0
    }

    /// Left: folds what is unfolded, else goes to what it belongs to.
    mutating func foldOrLeave() {
        if canFold(cursor.node), !isFolded(cursor.node) { return toggle() }
        if let parent = parent(of: cursor.node) { cursor = Anchor(node: parent, line: 0) }
    }

    /// Right: unfolds.
    mutating func unfold() {
        if isFolded(cursor.node) { toggle() }
    }

    /// Folds everything below the first level, or unfolds everything.
    mutating func toggleAll() {
        if folded.isEmpty {
            folded = Set(nodes.indices.filter { canFold($0) && nodes[$0].depth > 0 })
            while let parent = parent(of: cursor.node), isFolded(parent) { cursor = Anchor(node: parent, line: 0) }
            cursor.line = 0
        } else {
            folded = []
        }
    }

    func parent(of node: Int) -> Int? {
        guard nodes.indices.contains(node), nodes[node].depth > 0 else { return nil }
        return nodes[..<node].lastIndex { $0.depth < nodes[node].depth }
    }

    // MARK: Looking for

    /// Goes to the next node from the cursor (or the one before) that says `pattern`, unfolding what hides it; `false`: none does.
    mutating func find(_ pattern: TextPattern, by step: Int) -> Bool {
        guard !pattern.isEmpty, !nodes.isEmpty else { return false }
        for distance in 1...nodes.count {
            let index = ((cursor.node + step * distance) % nodes.count + nodes.count) % nodes.count
            guard matches(index, pattern) else { continue }
            var ancestor = parent(of: index)
            while let node = ancestor {
                folded.remove(node)
                ancestor = parent(of: node)
            }
            cursor = Anchor(node: index, line: 0)
            return true
        }
        return false
    }

    /// How many nodes say it.
    func count(_ pattern: TextPattern) -> Int {
        pattern.isEmpty ? 0 : nodes.indices.count { matches($0, pattern) }
    }

    private func matches(_ index: Int, _ pattern: TextPattern) -> Bool {
        let node = nodes[index]
        if let key = node.key, !node.isElement, pattern.matches(key) { return true }
        switch node.content {
        case .heading, .object, .array, .more: return false
        case .scalar(let text, _): return pattern.matches(text.string)
        case .prose(let lines, _), .text(let lines): return lines.contains { pattern.matches($0.string) }
        }
    }
}
