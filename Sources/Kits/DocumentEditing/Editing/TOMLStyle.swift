/// TOML: servers are tables with a header, their fields lines, and what is within them in one line.
struct TOMLStyle: DocumentStyle {
    func inserting(
        _ value: DocumentValue, at path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument,
        _ insertion: inout Insertion
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let container = nodes[nodes.count - 1]
        let step = path[nodes.count - 1]
        let inner = value.wrapped(in: path[nodes.count...]).named(for: step)
        if container.isReplaceable, nodes.count > 1 {
            return [inline(container, step, inner, bytes, &insertion)]
        }
        if case .table(let fields) = value.named(for: path[path.count - 1]), isSection(container, nodes.count) {
            return [section(path, fields, nodes, bytes, &insertion)]
        }
        guard case .key(let key) = step else { throw document.refusal(at: container.span.lowerBound) }
        return [try line(key, inner, in: container, document, isRoot: nodes.count == 1)]
    }

    /// Whether a table within this one gets a header of its own: not within a server.
    private func isSection(_ container: PlacedValue, _ depth: Int) -> Bool {
        guard let members = container.members else { return true }
        return depth == 1 || members.isEmpty || members.contains { !$0.value.isReplaceable }
    }

    // MARK: Inserting

    private func section(
        _ path: [PathStep], _ fields: [DocumentValue.Field], _ nodes: [PlacedValue], _ bytes: [UInt8],
        _ insertion: inout Insertion
    ) -> TextEdit {
        let lineBreak = bytes.lineBreak
        let isItem = if case .item = path[path.count - 1] { true } else { false }
        let keys = path.compactMap { step in if case .key(let key) = step { TOMLText.key(key) } else { nil } }
        let header = isItem ? "[[\(keys.joined(separator: "."))]]" : "[\(keys.joined(separator: "."))]"
        let lines =
            [header] + fields.map { "\(TOMLText.key($0.key)) = \(TOMLText.text(of: $0.value))" }
        let text = lines.joined(separator: lineBreak)
        if bytes.allSatisfy(\.isSpace) { return TextEdit(0..<bytes.count, text + lineBreak) }
        // After the last of its kind; at the end of the file when it is the first.
        let siblings = nodes[nodes.count - 1]
        let last = nodes.count == path.count ? siblings.lastSectionEnd(in: bytes) : nil
        let place = bytes.lineEnd(of: last ?? bytes.contentEnd)
        return TextEdit(place..<place, lineBreak + lineBreak + text)
    }

    /// A line of a table.
    private func line(
        _ key: String, _ value: DocumentValue, in container: PlacedValue, _ document: EditableDocument, isRoot: Bool
    ) throws(EditRefusal) -> TextEdit {
        let bytes = document.bytes
        let text = TOMLText.text(of: value)
        let own = (container.members ?? []).filter { $0.value.isReplaceable }
        if let last = own.last {
            let place = bytes.lineEnd(of: last.value.span.upperBound)
            // The key may be the last part of a longer one.
            let written = String(
                decoding: bytes[last.start..<last.value.span.lowerBound].prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            let before = TOMLText.parts(written).dropLast()
            let name = (before + [TOMLText.key(key)]).joined(separator: ".")
            return TextEdit(place..<place, bytes.lineBreak + bytes.indent(of: last.start) + "\(name) = \(text)")
        }
        if isRoot {
            let isBlank = bytes.allSatisfy(\.isSpace)
            return TextEdit(
                0..<(isBlank ? bytes.count : 0),
                "\(TOMLText.key(key)) = \(text)" + bytes.lineBreak + (isBlank ? "" : bytes.lineBreak))
        }
        guard container.span.lowerBound < bytes.count, bytes[container.span.lowerBound] == UInt8(ascii: "[") else {
            throw document.refusal(at: container.span.lowerBound)
        }
        let place = bytes.lineEnd(of: container.span.lowerBound)
        return TextEdit(place..<place, bytes.lineBreak + "\(TOMLText.key(key)) = \(text)")
    }

    private func inline(
        _ container: PlacedValue, _ step: PathStep, _ value: DocumentValue, _ bytes: [UInt8], _ insertion: inout Insertion
    ) -> TextEdit {
        let text = TOMLText.text(of: value)
        let member = if case .key(let key) = step { "\(TOMLText.key(key)) = \(text)" } else { text }
        let last = container.members?.last?.value.span.upperBound ?? container.items?.last?.span.upperBound
        if let last { return TextEdit(last..<last, ", \(member)") }
        let inside = container.span.lowerBound + 1..<container.span.upperBound - 1
        insertion.gap = String(decoding: bytes[inside], as: UTF8.self)
        return bytes.filling(inside, with: container.members == nil ? member : " \(member) ")
    }

    // MARK: Replacing

    func replacing(
        _ node: PlacedValue, with value: DocumentValue, _ path: [PathStep], _ document: EditableDocument
    ) throws(EditRefusal) -> [TextEdit] {
        if node.isReplaceable { return [TextEdit(node.span, TOMLText.text(of: value))] }
        // A table with a header stays one: its lines become others.
        guard case .table(let fields) = value, let members = node.members else {
            throw document.refusal(at: node.span.lowerBound)
        }
        var edits: [TextEdit] = []
        for member in members where !fields.contains(where: { $0.key == member.key }) {
            edits += removals(ranges(of: member.value, member.start, document.bytes), document.bytes)
        }
        var added: [DocumentValue.Field] = []
        for field in fields {
            guard let old = node[field.key] else {
                added.append(field)
                continue
            }
            if old.meaning == field.value.meaning { continue }
            edits += try replacing(old, with: field.value, path + [.key(field.key)], document)
        }
        guard !added.isEmpty else { return edits }
        let own = members.filter { $0.value.isReplaceable }
        guard let anchor = own.last.map({ $0.value.span.upperBound }) ?? (node.span.isEmpty ? nil : node.span.lowerBound) else {
            throw document.refusal(at: node.span.lowerBound)
        }
        let place = document.bytes.lineEnd(of: anchor)
        let text = added.map { document.bytes.lineBreak + "\(TOMLText.key($0.key)) = \(TOMLText.text(of: $0.value))" }.joined()
        return edits + [TextEdit(place..<place, text)]
    }

    // MARK: Removing

    func removing(
        _ path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument, gap: String?
    ) throws(EditRefusal) -> [TextEdit] {
        let bytes = document.bytes
        let container = nodes[nodes.count - 2]
        let node = nodes[nodes.count - 1]
        if container.isReplaceable, nodes.count > 2 {
            guard let edits = BracketedParts(container, bytes, .hashes).removing(node, gap: gap) else {
                throw document.refusal(at: node.span.lowerBound)
            }
            return edits
        }
        var start = node.span.lowerBound
        if case .key(let key) = path[path.count - 1] { start = container.members?.last { $0.key == key }?.start ?? start }
        return removals(ranges(of: node, start, bytes), bytes)
    }

    /// Lines side by side as one; what ends the file goes with the line break before it.
    private func removals(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> [TextEdit] {
        var joined: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, last.upperBound >= range.lowerBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        if let last = joined.last, last.upperBound == bytes.count, bytes.last != .newline, !bytes[last].starts(with: [.newline]),
            bytes.lineStart(of: last.lowerBound) == last.lowerBound
        {
            joined[joined.count - 1] = bytes.breakBefore(last.lowerBound)..<last.upperBound
        }
        return joined.map { TextEdit($0) }
    }

    /// The lines of a value, wherever they are, each part with the blank line before it.
    private func ranges(of value: PlacedValue, _ start: Int, _ bytes: [UInt8]) -> [Range<Int>] {
        if value.isReplaceable {
            // A line; with its line break, the last one with that before it.
            let end = bytes.lineEnd(of: value.span.upperBound)
            if end < bytes.count { return [bytes.lineStart(of: start)..<bytes.wholeLines(start..<end).upperBound] }
            return [bytes.breakBefore(start)..<end]
        }
        var ranges: [Range<Int>] = []
        if !value.span.isEmpty, bytes[value.span.lowerBound] == UInt8(ascii: "[") {
            ranges.append(sectionRange(value.span, bytes))
        }
        let parts = value.members?.map { ($0.start, $0.value) } ?? value.items?.map { ($0.span.lowerBound, $0) } ?? []
        for (start, part) in parts where !ranges.contains(where: { $0.contains(start) }) {
            ranges += self.ranges(of: part, start, bytes)
        }
        return ranges
    }

    private func sectionRange(_ span: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        let end = bytes.lineEnd(of: span.upperBound)
        let start = bytes.breakBefore(span.lowerBound)
        guard start > 0 else {
            // The first thing in the file: with the blank line after it.
            var rest = bytes.wholeLines(0..<end).upperBound
            if rest < bytes.count, bytes[rest..<bytes.lineEnd(of: rest)].allSatisfy(\.isBlank) {
                rest = bytes.wholeLines(rest..<rest).upperBound
            }
            return bytes.lineStart(of: span.lowerBound)..<rest
        }
        let blank = bytes.lineStart(of: start)
        return (bytes[blank..<start].allSatisfy(\.isBlank) ? bytes.breakBefore(blank) : start)..<end
    }
}

extension PlacedValue {
    /// Where the last table with a header in it ends; `nil` when there is none. Below keys of no header, none can be.
    fileprivate func lastSectionEnd(in bytes: [UInt8]) -> Int? {
        let inner = (members?.map(\.value) ?? []) + (items ?? [])
        let isSection = !isReplaceable && !span.isEmpty && bytes[span.lowerBound] == UInt8(ascii: "[")
        return (inner.compactMap { $0.lastSectionEnd(in: bytes) } + (isSection ? [span.upperBound] : [])).max()
    }
}

/// Writes keys and values of TOML, in one line.
enum TOMLText {
    static func key(_ key: String) -> String {
        let isBare =
            !key.isEmpty && key.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        return isBare ? key : QuotedText.quoted(key)
    }

    static func text(of value: DocumentValue) -> String {
        switch value {
        case .text(let text): QuotedText.quoted(text)
        case .integer(let number): "\(number)"
        case .decimal(let number): number
        case .flag(let flag): "\(flag)"
        // Left out before it comes here.
        case .null: "\"\""
        case .list(let items): "[" + items.map(text).joined(separator: ", ") + "]"
        case .table(let fields):
            fields.isEmpty
                ? "{}"
                : "{ "
                    + fields.map { "\(key($0.key)) = \(text(of: $0.value))" }.joined(separator: ", ")
                    + " }"
        }
    }

    /// The parts of a dotted key, as they are written.
    static func parts(_ key: String) -> [String] {
        var parts = [""]
        var quote: Character?
        for character in key.trimmingEnd {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "." {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts
    }
}
