/// YAML in blocks, as people and programs write it; collections in brackets stay so.
struct YAMLStyle: DocumentStyle {
    func inserting(
        _ value: DocumentValue, at path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument,
        _ insertion: inout Insertion
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let container = nodes[nodes.count - 1]
        let writer = YAMLWriter(bytes, document.root)
        let step = path[nodes.count - 1]
        let inner = value.wrapped(in: path[nodes.count...]).named(for: step)
        if nodes.count == 1, document.root.span.isEmpty {
            let text = writer.lines(step, inner, indent: "").joined(separator: writer.lineBreak)
            if bytes.allSatisfy(\.isSpace) { return [TextEdit(0..<bytes.count, text + writer.lineBreak)] }
            return [
                TextEdit(bytes.count..<bytes.count, (bytes.last == .newline ? "" : writer.lineBreak) + text + writer.lineBreak)
            ]
        }
        let isEmpty = container.isLeftOut || container.members?.isEmpty == true || container.items?.isEmpty == true
        if isFlow(container, bytes),
            !isEmpty || bytes[container.span].contains(.hash) || nodes.count > 1 && isFlow(nodes[nodes.count - 2], bytes)
        {
            return [inline(container, step, inner, bytes, &insertion)]
        }
        if isEmpty { return try filling(nodes, path, step, inner, document, writer, &insertion) }
        guard let start = container.members?.first?.start ?? container.items?.first.map({ _ in container.span.lowerBound }) else {
            throw document.refusal(at: container.span.lowerBound)
        }
        let end = bytes.blockEnd(of: container)
        let text = writer.lines(step, inner, indent: bytes.column(of: start))
        return [TextEdit(end..<end, writer.lineBreak + text.joined(separator: writer.lineBreak))]
    }

    private func isFlow(_ node: PlacedValue, _ bytes: [UInt8]) -> Bool {
        guard node.span.lowerBound < bytes.count, !node.span.isEmpty else { return false }
        return bytes[node.span.lowerBound] == UInt8(ascii: "{") || bytes[node.span.lowerBound] == UInt8(ascii: "[")
    }

    private func inline(
        _ container: PlacedValue, _ step: PathStep, _ value: DocumentValue, _ bytes: [UInt8], _ insertion: inout Insertion
    ) -> TextEdit {
        let text = YAMLWriter.flow(value)
        let member = if case .key(let key) = step { "\(YAMLWriter.scalar(key)): \(text)" } else { text }
        let last = container.members?.last.map { bytes.deepEnd(of: $0.value) } ?? container.items?.last?.span.upperBound
        if let last { return TextEdit(last..<last, ", \(member)") }
        let inside = container.span.lowerBound + 1..<container.span.upperBound - 1
        insertion.gap = String(decoding: bytes[inside], as: UTF8.self)
        return bytes.filling(inside, with: member)
    }

    /// The first member of a key that has no value, `{}` or `[]`.
    private func filling(
        _ nodes: [PlacedValue], _ path: [PathStep], _ step: PathStep, _ value: DocumentValue, _ document: EditableDocument,
        _ writer: YAMLWriter, _ insertion: inout Insertion
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let container = nodes[nodes.count - 1]
        if nodes.count == 1 {
            // A comment behind it would stand behind the last of ours.
            guard bytes.endsLine(container.span.upperBound) else { throw document.refusal(at: container.span.lowerBound) }
            insertion.gap = String(decoding: bytes[container.span], as: UTF8.self)
            return [TextEdit(container.span, writer.lines(step, value, indent: "").joined(separator: writer.lineBreak))]
        }
        guard case .key(let key) = path[nodes.count - 2],
            let member = nodes[nodes.count - 2].members?.last(where: { $0.key == key }),
            !isFlow(nodes[nodes.count - 2], bytes)
        else { throw document.refusal(at: container.span.lowerBound) }
        // What stands for the empty table goes, from the colon on; a comment behind it stays in its line.
        let colon = container.isLeftOut ? container.span.lowerBound : bytes.colon(after: member.start)
        let replaced = colon..<max(colon, container.span.upperBound)
        insertion.gap = String(decoding: bytes[replaced], as: UTF8.self)
        let indent = bytes.column(of: member.start) + writer.unit
        let lines = writer.lines(step, value, indent: indent)
        let end = bytes.lineEnd(of: replaced.upperBound)
        return [TextEdit(replaced), TextEdit(end..<end, lines.map { writer.lineBreak + $0 }.joined())]
    }

    // MARK: Replacing

    func replacing(
        _ node: PlacedValue, with value: DocumentValue, _ path: [PathStep], _ document: EditableDocument
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let writer = YAMLWriter(bytes, document.root)
        guard node.isReplaceable, bytes[node.span].first != UInt8(ascii: "*") else {
            throw document.refusal(at: node.span.lowerBound)
        }
        if node.isLeftOut { return [TextEdit(node.span, " " + YAMLWriter.flow(value))] }
        if isFlow(node, bytes) || node.scalar != nil { return [TextEdit(node.span, YAMLWriter.flow(value))] }
        let indent = bytes.column(of: node.span.lowerBound)
        let range = node.span.lowerBound..<bytes.deepEnd(of: node)
        let lines: [String]
        switch value {
        case .list(let items) where !items.isEmpty && node.items != nil:
            lines = items.flatMap { writer.lines(.item(named: ""), $0, indent: indent) }
        case .table(let fields) where !fields.isEmpty && node.members != nil:
            lines = fields.flatMap { writer.lines(.key($0.key), $0.value, indent: indent) }
        default:
            guard case .key(let key) = path[path.count - 1],
                let member = document.nodes(on: path.dropLast()).last?.members?.last(where: { $0.key == key })
            else { throw document.refusal(at: node.span.lowerBound) }
            let colon = bytes.colon(after: member.start)
            return [TextEdit(colon..<range.upperBound, " " + YAMLWriter.flow(value))]
        }
        return [TextEdit(range, String(lines.joined(separator: writer.lineBreak).dropFirst(indent.count)))]
    }

    // MARK: Removing

    func removing(
        _ path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument, gap: String?
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let container = nodes[nodes.count - 2]
        let node = nodes[nodes.count - 1]
        let count = container.members?.count ?? container.items?.count ?? 0
        if isFlow(container, bytes) {
            // In brackets there is no room for brackets that were there before.
            let inside = gap.flatMap { $0.contains { "{}[]".contains($0) } ? nil : $0 }
            guard let edits = BracketedParts(container, bytes, .hashes).removing(node, gap: inside) else {
                throw document.refusal(at: node.span.lowerBound)
            }
            return edits
        }
        let end = bytes.blockEnd(of: node)
        guard count > 1 else { return try emptying(path, nodes, end, document, gap) }
        let start: Int
        if case .key(let key) = path[path.count - 1] {
            start = container.members?.last { $0.key == key }?.start ?? node.span.lowerBound
        } else {
            start = node.span.lowerBound
        }
        let line = bytes.lineStart(of: start)
        let before = bytes[line..<start]
        let isFirstOfItem = before.contains(UInt8(ascii: "-")) && path.count > 1
        if case .key = path[path.count - 1], isFirstOfItem {
            // The next one takes the place behind the dash.
            guard let next = container.members?.first(where: { $0.start > start })?.start,
                bytes[bytes.deepEnd(of: node)..<next].allSatisfy(\.isSpace)
            else { throw document.refusal(at: start) }
            return [TextEdit(start..<next)]
        }
        guard before.allSatisfy({ $0.isBlank || $0 == UInt8(ascii: "-") }) else { throw document.refusal(at: start) }
        if line == 0 { return [TextEdit(0..<bytes.wholeLines(0..<end).upperBound)] }
        return [TextEdit(bytes.breakBefore(start)..<end)]
    }

    /// The last member goes: its table becomes what it was before there was one.
    private func emptying(
        _ path: [PathStep], _ nodes: [PlacedValue], _ end: Int, _ document: EditableDocument, _ gap: String?
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let container = nodes[nodes.count - 2]
        if nodes.count == 2 {
            // All of it goes; comments before and behind it stay. Where there was no line break before it, that was ours.
            let lines = bytes.lineStart(of: container.span.lowerBound)..<bytes.wholeLines(0..<end).upperBound
            if let gap, !gap.isEmpty { return [TextEdit(container.span.lowerBound..<end, gap)] }
            return [TextEdit(gap == nil ? lines : bytes.breakBefore(lines.lowerBound)..<lines.upperBound)]
        }
        guard case .key(let key) = path[path.count - 2],
            let member = nodes[nodes.count - 3].members?.last(where: { $0.key == key })
        else {
            throw document.refusal(at: container.span.lowerBound)
        }
        let start = container.members?.first?.start ?? container.span.lowerBound
        let line = bytes.breakBefore(start)
        let colon = bytes.colon(after: member.start)
        guard line >= colon else { throw document.refusal(at: start) }
        // Comments behind the key, and in lines of their own, stay.
        return [TextEdit(colon..<colon, gap ?? (container.items == nil ? " {}" : " []")), TextEdit(line..<end)]
    }
}

/// Writes values as lines of YAML.
struct YAMLWriter {
    let lineBreak: String
    let unit: String

    init(_ bytes: [UInt8], _ root: PlacedValue) {
        lineBreak = bytes.lineBreak
        let inner = (root.members ?? []).lazy.compactMap { $0.value.members?.first?.start }.first { bytes.beginsLine($0) }
        let indent = inner.map { bytes.indent(of: $0) } ?? ""
        unit = indent.isEmpty ? "  " : indent
    }

    /// A member or an item.
    func lines(_ step: PathStep, _ value: DocumentValue, indent: String) -> [String] {
        switch step {
        case .key(let key):
            let head = "\(indent)\(Self.scalar(key)):"
            if value.isInline { return ["\(head) \(Self.flow(value))"] }
            return [head] + block(value, indent: indent + unit)
        case .item:
            if value.isInline { return ["\(indent)- \(Self.flow(value))"] }
            var inner = block(value, indent: indent + "  ")
            inner[0] = "\(indent)- \(inner[0].dropFirst(indent.count + 2))"
            return inner
        }
    }

    private func block(_ value: DocumentValue, indent: String) -> [String] {
        switch value {
        case .list(let items): items.flatMap { lines(.item(named: ""), $0, indent: indent) }
        case .table(let fields): fields.flatMap { lines(.key($0.key), $0.value, indent: indent) }
        case .text, .integer, .decimal, .flag, .null: [indent + Self.flow(value)]
        }
    }

    /// In one line.
    static func flow(_ value: DocumentValue) -> String {
        switch value {
        case .text(let text): scalar(text)
        case .integer(let number): "\(number)"
        case .decimal(let number): number
        case .flag(let flag): "\(flag)"
        case .null: "null"
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .table(let fields): "{" + fields.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// Plain where every parser, of YAML 1.1 and 1.2, surely reads text; in double quotes otherwise.
    static func scalar(_ text: String) -> String { isPlain(text) ? text : QuotedText.quoted(text) }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isLetter || first == UInt8(ascii: "/") || first == UInt8(ascii: "_"),
            !words.contains(text.lowercased()), text.utf8.count <= 120, !text.hasSuffix(" ")
        else { return false }
        return text.utf8.allSatisfy { $0.isAlphanumeric || "_-./+=@ ".utf8.contains($0) }
    }

    /// Booleans and null, of YAML 1.1 too.
    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
}

extension DocumentValue {
    fileprivate var isInline: Bool {
        switch self {
        case .list(let items): items.isEmpty
        case .table(let fields): fields.isEmpty
        case .text, .integer, .decimal, .flag, .null: true
        }
    }
}

extension [UInt8] {
    /// As many spaces as stand before `offset` in its line, whatever is there.
    fileprivate func column(of offset: Int) -> String { String(repeating: " ", count: offset - lineStart(of: offset)) }

    /// Behind the colon of the key that begins at `start`.
    fileprivate func colon(after start: Int) -> Int {
        let end = lineEnd(of: start)
        var place = start
        if let quote = place < end ? self[place] : nil, quote == .quote || quote == .apostrophe {
            place += 1
            while place < end, self[place] != quote { place += self[place] == .backslash && quote == .quote ? 2 : 1 }
        }
        while place < end, self[place] != UInt8(ascii: ":") || place + 1 < end && !self[place + 1].isSpace { place += 1 }
        return Swift.min(place + 1, end)
    }

    /// Where the last line of a value ends, comments behind it in the same line included.
    fileprivate func blockEnd(of value: PlacedValue) -> Int { lineEnd(of: deepEnd(of: value)) }
}
