/// A value in a file, and the bytes it stands in. JSON, TOML and YAML all become this.
package struct PlacedValue: Sendable {
    package var content: Content
    /// With its quotes or brackets; for a table of TOML, its header and the lines below it.
    package var span: Range<Int>
    /// Whether other bytes in the span's place are another value: not for block scalars of YAML and tables of many places.
    package var isReplaceable = true

    package enum Content: Sendable {
        case text(String)
        /// A number, `true`, `null` and the like, as written.
        case word(String)
        case list([PlacedValue])
        case table([Member])
    }

    /// One key of a table.
    package struct Member: Sendable {
        package var key: String
        /// Where the key begins.
        package var start: Int
        package var value: PlacedValue
    }

    package var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    /// Of a text or a word.
    package var scalar: String? {
        switch content {
        case .text(let text), .word(let text): text
        case .list, .table: nil
        }
    }

    package var items: [PlacedValue]? {
        if case .list(let items) = content { items } else { nil }
    }

    package var members: [Member]? {
        if case .table(let members) = content { members } else { nil }
    }

    package subscript(key: String) -> PlacedValue? { members?.last { $0.key == key }?.value }

    /// Whether a key is there twice: parsers disagree on which of the two counts.
    package var hasTwins: Bool {
        guard let members else { return false }
        return Set(members.map(\.key)).count < members.count
    }
}

/// What a file holds.
package struct ParsedDocument: Sendable {
    package var root: PlacedValue?
    /// Whether all of it was understood. If not, it may be searched and is never written.
    package var isWhole: Bool
    /// What was not understood first.
    var failure: ReadingFailure?
}

extension PlacedValue {
    /// A value without its places, to compare what two texts mean.
    package enum Meaning: Hashable, Sendable {
        case scalar(String, isText: Bool)
        case list([Meaning])
        case table([String: Meaning])
    }

    package var meaning: Meaning {
        switch content {
        case .text(let text): .scalar(text, isText: true)
        case .word(let word): .scalar(word, isText: false)
        case .list(let items): .list(items.map(\.meaning))
        case .table(let members): .table(Dictionary(members.map { ($0.key, $0.value.meaning) }) { $1 })
        }
    }
}

extension PlacedValue.Meaning {
    /// The same with another value at `path`, whose tables are there.
    package func replacing(_ path: ArraySlice<String>, with new: (Self) -> Self) -> Self {
        guard let key = path.first else { return new(self) }
        guard case .table(var members) = self, let member = members[key] else { return self }
        members[key] = member.replacing(path.dropFirst(), with: new)
        return .table(members)
    }
}
