/// What edits are checked against.
extension PlacedValue.Meaning {
    /// The same with a value at a path.
    func setting(_ path: ArraySlice<PathStep>, to value: Self) -> Self {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        switch step {
        case .key(let key):
            var members: [String: Self] = if case .table(let members) = self { members } else { [:] }
            members[key] = (members[key] ?? Self.container(for: rest.first)).setting(rest, to: value)
            return .table(members)
        case .item(let name):
            var items: [Self] = if case .list(let items) = self { items } else { [] }
            if let index = items.firstIndex(where: { $0.isItem(name) }) {
                items[index] = items[index].setting(rest, to: value)
            } else {
                items.append(Self.container(for: rest.first).setting(rest, to: value).named(name))
            }
            return .list(items)
        }
    }

    /// The same without what is at a path.
    func removing(_ path: ArraySlice<PathStep>) -> Self {
        guard let step = path.first else { return self }
        let rest = path.dropFirst()
        switch (step, self) {
        case (.key(let key), .table(var members)):
            members[key] = rest.isEmpty ? nil : members[key]?.removing(rest)
            return .table(members)
        case (.item(let name), .list(var items)):
            guard let index = items.firstIndex(where: { $0.isItem(name) }) else { return self }
            if rest.isEmpty { items.remove(at: index) } else { items[index] = items[index].removing(rest) }
            return .list(items)
        default: return self
        }
    }

    private static func container(for step: PathStep?) -> Self {
        if case .item = step { .list([]) } else { .table([:]) }
    }

    private func named(_ name: String) -> Self {
        guard case .table(let members) = self, members["name"] == nil else { return self }
        return .table(members.merging(["name": .scalar(name, isText: true)]) { old, _ in old })
    }

    private func isItem(_ name: String) -> Bool {
        guard case .table(let members) = self, case .scalar(name, isText: true) = members["name"] else { return false }
        return true
    }
}

extension DocumentValue {
    /// What it means once it is written and read again.
    var meaning: PlacedValue.Meaning {
        switch self {
        case .text(let text): .scalar(text, isText: true)
        case .integer(let number): .scalar("\(number)", isText: false)
        case .decimal(let number): .scalar(number, isText: false)
        case .flag(let flag): .scalar("\(flag)", isText: false)
        case .null: .scalar("null", isText: false)
        case .list(let items): .list(items.map(\.meaning))
        case .table(let fields): .table(Dictionary(fields.map { ($0.key, $0.value.meaning) }) { $1 })
        }
    }

    /// The same without what is nothing.
    var withoutNull: DocumentValue? {
        switch self {
        case .text, .integer, .decimal, .flag: self
        case .null: nil
        case .list(let items): .list(items.compactMap(\.withoutNull))
        case .table(let fields):
            .table(fields.compactMap { field in field.value.withoutNull.map { Field(field.key, $0) } })
        }
    }
}
