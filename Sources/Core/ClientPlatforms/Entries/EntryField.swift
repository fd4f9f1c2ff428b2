import DocumentEditing

/// One value of an entry of ours, and the keys that lead to it.
package struct EntryField: Codable, Hashable, Sendable {
    package var path: [String]
    package var value: DocumentValue

    package init(_ path: [String], _ value: DocumentValue) {
        self.path = path
        self.value = value
    }
}

extension [EntryField] {
    /// The whole entry.
    var table: DocumentValue {
        var fields: [DocumentValue.Field] = []
        for field in self { fields.put(field.value, at: field.path[...]) }
        return .table(fields)
    }

    /// Whether all of them are in an entry as they are here; what is there besides does not matter.
    func match(_ entry: PlacedValue) -> Bool {
        allSatisfy { field in
            field.value.matches(field.path.reduce(Optional(entry)) { $0?[$1] })
        }
    }
}

extension [DocumentValue.Field] {
    fileprivate mutating func put(_ value: DocumentValue, at path: ArraySlice<String>) {
        guard let key = path.first else { return }
        guard path.count > 1 else { return append(DocumentValue.Field(key, value)) }
        if let index = firstIndex(where: { $0.key == key }), case .table(var inner) = self[index].value {
            inner.put(value, at: path.dropFirst())
            self[index].value = .table(inner)
        } else {
            var inner: [DocumentValue.Field] = []
            inner.put(value, at: path.dropFirst())
            append(DocumentValue.Field(key, .table(inner)))
        }
    }
}
