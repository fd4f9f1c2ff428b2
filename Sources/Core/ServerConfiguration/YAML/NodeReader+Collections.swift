import ServerModel
import Yams

/// Questions for mappings and lists.
extension NodeReader {
    /// A nested mapping, read by `read`; `nil` when absent.
    package func section<Value>(_ key: String, _ read: (NodeReader) -> Value) -> Value? {
        guard let node = value(key) else { return nil }
        return section(node, name: key, place: keyPlace(of: key), read)
    }

    /// A list of mappings; items of another shape are told and left out.
    package func sections<Value>(_ key: String, _ read: (NodeReader) -> Value?) -> [Value] {
        items(key).compactMap { item in section(item, name: key, place: item.place, read).flatMap { $0 } }
    }

    /// A mapping from the user's own words to mappings.
    func namedSections<Value>(_ key: String, _ read: (NodeReader) -> Value) -> [String: Value] {
        section(key) { names in
            names.all().reduce(into: [:]) { sections, entry in
                guard !Self.isNull(entry.value) else {
                    sections[entry.key] = read(names.reader(of: Node.Mapping([]), name: entry.key, place: entry.place))
                    return
                }
                sections[entry.key] = names.section(entry.value, name: entry.key, place: entry.place, read)
            }
        } ?? [:]
    }

    /// A list of texts for people.
    package func texts(_ key: String) -> [String]? {
        scalars(key)?.map(\.string)
    }

    /// A list of texts in which variables must exist.
    func expandables(_ key: String) -> [String]? {
        scalars(key)?.map(checked)
    }

    /// Environment variables: a mapping, or a list of `NAME=value`. Values are never told, as they may be secret.
    func environment(_ key: String = "environment") -> [String: String]? {
        guard let node = value(key) else { return nil }
        if let mapping = node.mapping {
            return reader(of: mapping, name: key, place: keyPlace(of: key)).variables(where: isEnvironmentName) { name in
                (
                    "'\(name)' cannot be the name of an environment variable",
                    "use letters, digits and '_', not beginning with a digit"
                )
            }
        }
        guard node.sequence != nil else {
            error(key, "\(key) must be a mapping", fix: "write each variable on its own line below it: 'NAME: value'")
            return nil
        }
        var variables: [String: String] = [:]
        for item in scalars(key) ?? [] {
            let parts = checked(item).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                findings.error(
                    at: item.place, "an item of \(key) has no '='",
                    fix: "write 'NAME=value', or 'NAME=${env:NAME}' to pass a variable on")
                continue
            }
            let name = String(parts[0])
            if !isEnvironmentName(name) {
                findings.error(
                    at: item.place, "'\(clipped(name))' cannot be the name of an environment variable",
                    fix: "use letters, digits and '_', not beginning with a digit")
            } else if variables.updateValue(String(parts[1]), forKey: name) != nil {
                findings.error(at: item.place, "the variable '\(clipped(name))' is set twice", fix: "keep one of the two")
            }
        }
        return variables
    }

    /// HTTP header fields by name (RFC 9110, section 5.1). Values are never told, as they may be secret.
    func headers(_ key: String) -> [String: String]? {
        section(key) { reader in
            reader.variables(where: HeaderLine.isName) { name in
                ("'\(name)' cannot be the name of a header", "use letters, digits and '-'")
            }
        }
    }

    /// A mapping from names to texts.
    private func variables(
        where isValid: (String) -> Bool, otherwise problem: (String) -> (message: String, fix: String)
    ) -> [String: String] {
        var variables: [String: String] = [:]
        for (key, place, value) in all() {
            if !isValid(key) {
                let (message, fix) = problem(clipped(key))
                findings.error(at: place, message, fix: fix)
            } else if Self.isNull(value) {
                findings.error(at: place, "'\(clipped(key))' has no value", fix: "write '\(clipped(key)): \"\"' for an empty one")
            } else if let scalar = value.scalar {
                variables[key] = checked(scalar)
            } else {
                findings.error(
                    at: value.place ?? place, "the value of '\(clipped(key))' must be text", fix: "put it in double quotes")
            }
        }
        return variables
    }

    private func section<Value>(_ node: Node, name: String, place: Place?, _ read: (NodeReader) -> Value) -> Value? {
        guard let mapping = node.mapping else {
            findings.error(
                at: node.place ?? place, "\(clipped(name)) must be a mapping of keys to values",
                fix: "write each key on its own line below it, indented: 'key: value'")
            return nil
        }
        let reader = reader(of: mapping, name: name, place: place)
        let value = read(reader)
        reader.finish()
        return value
    }

    private func items(_ key: String) -> [Node] {
        guard let node = value(key) else { return [] }
        guard let sequence = node.sequence else {
            error(
                key, "\(key) must be a list",
                fix: "write each item on its own line below it, beginning with '- ', or [] for none")
            return []
        }
        return Array(sequence)
    }

    /// The items of a list of texts; `nil` when the key is absent. Other items are told and left out.
    private func scalars(_ key: String) -> [Node.Scalar]? {
        guard value(key) != nil else { return nil }
        return items(key).compactMap { item in
            if let scalar = item.scalar, !Self.isNull(item) { return scalar }
            findings.error(
                at: item.place, "an item of \(key) must be text",
                fix: Self.isNull(item) ? "write the item after the '-', or \"\" for an empty one" : "put it in double quotes")
            return nil
        }
    }
}
