/// JSON, as editors and programs write it.
struct JSONStyle: DocumentStyle {
    func inserting(
        _ value: DocumentValue, at path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument,
        _ insertion: inout Insertion
    ) throws(EditRefusal) -> [TextEdit] {
        let container = nodes[nodes.count - 1]
        let bytes = document.bytes
        let writer = JSONWriter(bytes, document.root)
        let step = path[nodes.count - 1]
        let inner = value.wrapped(in: path[nodes.count...]).named(for: step)
        if container.span.isEmpty, nodes.count == 1 {
            let text = writer.text(of: value.wrapped(in: path), indent: "", isTall: true) + writer.lineBreak
            // Behind comments, where there is nothing else.
            if bytes.contentEnd == 0 { return [TextEdit(0..<bytes.count, text)] }
            return [TextEdit(bytes.count..<bytes.count, (bytes.last == .newline ? "" : writer.lineBreak) + text)]
        }
        let places =
            container.members?.map { ($0.start, $0.value.span.upperBound) } ?? container.items?.map {
                ($0.span.lowerBound, $0.span.upperBound)
            } ?? []
        let isTall = places.contains { bytes.beginsLine($0.0) } || places.isEmpty && writer.isTall
        let indent =
            places.last { bytes.beginsLine($0.0) }.map { bytes.indent(of: $0.0) } ?? bytes.indent(of: container.span.lowerBound)
            + writer.unit
        let member = writer.member(step, inner, indent: indent, isTall: isTall)
        guard let last = places.last else {
            return [filling(container, with: member, indent: indent, isTall: isTall, bytes, writer, &insertion)]
        }
        let comma = JSONLexer.afterSpace(bytes, from: last.1)
        let hasComma = comma < bytes.count && bytes[comma] == UInt8(ascii: ",")
        let anchor = hasComma ? comma + 1 : last.1
        guard isTall else { return [TextEdit(anchor..<anchor, (hasComma ? " " : ", ") + member + (hasComma ? "," : ""))] }
        let tail = bytes.endOfComments(after: anchor)
        let text = writer.lineBreak + indent + member + (hasComma ? "," : "")
        // The comma belongs to the value, a comment behind it stays behind it.
        return [TextEdit(anchor..<anchor, hasComma ? "" : ","), TextEdit(tail..<tail, text)]
    }

    /// The first member of an empty table or list.
    private func filling(
        _ container: PlacedValue, with member: String, indent: String, isTall: Bool, _ bytes: [UInt8], _ writer: JSONWriter,
        _ insertion: inout Insertion
    ) -> TextEdit {
        let inside = container.span.lowerBound + 1..<container.span.upperBound - 1
        let gap = String(decoding: bytes[inside], as: UTF8.self)
        insertion.gap = gap
        guard isTall || gap.contains("//") else { return TextEdit(inside, gap.contains("/*") ? "\(gap) \(member)" : member) }
        let kept = gap.trimmingEnd
        let end = writer.lineBreak + bytes.indent(of: container.span.lowerBound)
        return TextEdit(inside, kept + writer.lineBreak + indent + member + end)
    }

    func replacing(
        _ node: PlacedValue, with value: DocumentValue, _ path: [PathStep], _ document: EditableDocument
    ) throws(EditRefusal) -> [TextEdit] {
        let writer = JSONWriter(document.bytes, document.root)
        let isTall = document.bytes[node.span].contains(.newline) || node.members == nil && writer.isTall
        return [
            TextEdit(node.span, writer.text(of: value, indent: document.bytes.indent(of: node.span.lowerBound), isTall: isTall))
        ]
    }

    func removing(
        _ path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument, gap: String?
    ) throws(EditRefusal) -> [TextEdit] {
        let target = nodes[nodes.count - 1]
        let parts = BracketedParts(nodes[nodes.count - 2], document.bytes, .slashes)
        guard let edits = parts.removing(target, gap: gap) else { throw document.refusal(at: target.span.lowerBound) }
        return edits
    }
}

/// Writes values as a file of JSON has them.
struct JSONWriter {
    let lineBreak: String
    /// One level.
    let unit: String
    /// Whether the file has a line for each member.
    let isTall: Bool

    init(_ bytes: [UInt8], _ root: PlacedValue) {
        lineBreak = bytes.lineBreak
        let first = (root.members ?? []).first { bytes.beginsLine($0.start) }
        let indent = first.map { bytes.indent(of: $0.start) } ?? ""
        unit = indent.isEmpty ? "  " : indent
        isTall = first != nil || root.members?.isEmpty == true
    }

    func member(_ step: PathStep, _ value: DocumentValue, indent: String, isTall: Bool) -> String {
        let text = text(of: value, indent: indent, isTall: isTall)
        if case .key(let key) = step { return "\(QuotedText.quoted(key)): \(text)" }
        return text
    }

    /// - Parameter indent: of the line in which it begins.
    func text(of value: DocumentValue, indent: String, isTall: Bool) -> String {
        switch value {
        case .text(let text): return QuotedText.quoted(text)
        case .integer(let number): return "\(number)"
        case .decimal(let number): return number
        case .flag(let flag): return "\(flag)"
        case .null: return "null"
        case .list(let items):
            if items.allSatisfy(\.isScalar) || !isTall {
                return "[" + items.map { text(of: $0, indent: indent, isTall: false) }.joined(separator: ", ") + "]"
            }
            return tall("[", items.map { text(of: $0, indent: indent + unit, isTall: true) }, "]", indent)
        case .table(let fields):
            if fields.isEmpty { return "{}" }
            let members = fields.map { field in
                member(.key(field.key), field.value, indent: indent + unit, isTall: isTall)
            }
            return isTall ? tall("{", members, "}", indent) : "{ " + members.joined(separator: ", ") + " }"
        }
    }

    private func tall(_ begin: String, _ parts: [String], _ end: String, _ indent: String) -> String {
        let separator = "," + lineBreak + indent + unit
        return begin + lineBreak + indent + unit + parts.joined(separator: separator) + lineBreak + indent + end
    }
}

extension DocumentValue {
    var isScalar: Bool {
        switch self {
        case .list, .table: false
        case .text, .integer, .decimal, .flag, .null: true
        }
    }
}

extension String {
    /// Without spaces and line breaks at its end.
    var trimmingEnd: String {
        var rest = self[...]
        while let last = rest.last, last.isWhitespace || last.isNewline { rest = rest.dropLast() }
        return String(rest)
    }
}
