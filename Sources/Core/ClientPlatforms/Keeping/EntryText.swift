import DocumentEditing

/// Entries for people, values that look secret masked.
package enum EntryText {
    private static let mask = "••••"
    private static let longest = 200

    /// `npx -y @scope/server`, or an address.
    package static func launch(_ entry: FoundEntry, _ spelling: EntrySpelling, hiding spans: [Range<Int>]) -> String? {
        let shown = FoundEntry(name: entry.name, value: entry.value.masked(spans, mask))
        let words = shown.words(spelling)
        let text = words.isEmpty ? shown.address(spelling) : words.joined(separator: " ")
        return text.map { $0.count > longest ? $0.prefix(longest) + "…" : $0 }
    }

    /// From what we wrote to what is there now.
    static func difference(_ written: [EntryField], _ entry: FoundEntry, hiding spans: [Range<Int>]) -> [String] {
        let value = entry.value.masked(spans, mask)
        return written.flatMap { field -> [String] in
            let now = field.path.reduce(Optional(value)) { $0?[$1] }
            let line = "\(field.path.joined(separator: ".")): \(text(field.value))"
            if field.value.matches(now) { return [" \(line)"] }
            return ["-\(line)"] + (now.map { ["+\(field.path.joined(separator: ".")): \(text($0))"] } ?? [])
        }
    }

    static func lines(_ fields: [EntryField]) -> [String] {
        fields.map { "\($0.path.joined(separator: ".")): \(text($0.value))" }
    }

    private static func text(_ value: DocumentValue) -> String {
        switch value {
        case .text(let text): QuotedText.quoted(text)
        case .integer(let number): "\(number)"
        case .decimal(let number): number
        case .flag(let flag): "\(flag)"
        case .null: "null"
        case .list(let items): "[\(items.map(text).joined(separator: ", "))]"
        case .table(let fields): "{\(fields.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func text(_ value: PlacedValue) -> String {
        switch value.content {
        case .text(let text): QuotedText.quoted(text)
        case .word(let word): word
        case .list(let items): "[\(items.map(text).joined(separator: ", "))]"
        case .table(let members): "{\(members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
        }
    }
}

extension PlacedValue {
    /// The same with a mask in the place of the values that stand in `spans`.
    func masked(_ spans: [Range<Int>], _ mask: String) -> PlacedValue {
        var copy = self
        switch content {
        case .text, .word:
            if !span.isEmpty, spans.contains(where: { $0.overlaps(span) }) { copy.content = .text(mask) }
        case .list(let items): copy.content = .list(items.map { $0.masked(spans, mask) })
        case .table(let members):
            copy.content = .table(
                members.map { member in
                    var member = member
                    member.value = member.value.masked(spans, mask)
                    return member
                })
        }
        return copy
    }
}
