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
