/// One step on the way to a value.
package enum PathStep: Hashable, Sendable {
    case key(String)
    /// The item of a list of tables whose `name` is this.
    case item(named: String)
}

extension PlacedValue {
    /// The value one step on; a value that is left out in YAML has none.
    func child(_ step: PathStep) -> PlacedValue? {
        switch step {
        case .key(let key): self[key]
        case .item(let name): items?.first { $0["name"]?.text == name }
        }
    }

    /// Whether it is nothing at all, as after `key:` in YAML.
    var isLeftOut: Bool {
        if case .word("") = content { true } else { false }
    }
}

extension DocumentValue {
    /// The value within the tables and lists of the steps that lead to it.
    func wrapped(in steps: some BidirectionalCollection<PathStep>) -> DocumentValue {
        steps.reversed().reduce(self) { value, step in
            switch step {
            case .key(let key): .table([Field(key, value)])
            case .item: .list([value.named(for: step)])
            }
        }
    }

    /// An item of a list has the name it is asked for by.
    func named(for step: PathStep) -> DocumentValue {
        guard case .item(let name) = step, case .table(let fields) = self, !fields.contains(where: { $0.key == "name" }) else {
            return self
        }
        return .table([Field("name", .text(name))] + fields)
    }
}
