import DocumentEditing

/// Makes an entry that is there what is wanted, field by field: what is not ours stays, in our entries as well.
package enum EntryUpdate {
    /// - Parameters:
    ///   - path: the keys that lead to the entry.
    ///   - written: what we wrote there last; none in an entry of somebody else.
    ///   - takesOver: whether somebody else said what it starts: then whatever else says so goes.
    package static func perform(
        on document: inout EditableDocument, at path: [PathStep], wanted: [EntryField], written: [EntryField] = [],
        takesOver: Bool, _ spelling: EntrySpelling
    ) throws(EditRefusal) {
        for field in wanted {
            let place = path + field.path.map { .key($0) }
            if field.value.matches(document.value(at: place)) { continue }
            _ = try document.set(field.value, at: place)
        }
        guard let entry = document.value(at: path) else { return }
        for field in unwanted(in: entry, wanted, written, takesOver ? launchingKeys(spelling) : []) {
            try document.remove(at: path + field.map { .key($0) }, addedWith: nil)
        }
    }

    private static func unwanted(
        in entry: PlacedValue, _ wanted: [EntryField], _ written: [EntryField], _ launching: [String]
    ) -> [[String]] {
        var seen: Set<[String]> = []
        return (written.map(\.path) + launching.map { [$0] }).filter { path in
            guard seen.insert(path).inserted, entry[path] != nil else { return false }
            return !wanted.contains { $0.path.starts(with: path) || path.starts(with: $0.path) }
        }
    }

    private static func launchingKeys(_ spelling: EntrySpelling) -> [String] {
        let own = [spelling.arguments, spelling.environment, spelling.directory, spelling.url, spelling.type]
        return [spelling.command, "command"] + (own + [spelling.passedVariables, spelling.headers.first]).compactMap(\.self)
            + spelling.otherURLs + foreignKeys
    }

    /// They change what an entry starts or whom it talks to, whatever the client.
    private static let foreignKeys = [
        "env", "environment", "envs", "env_keys", "env_vars", "envFile", "env_file", "cwd", "working_directory", "headers",
        "http_headers",
        "url", "serverUrl", "httpUrl", "uri", "transport", "transportType", "headersHelper", "oauth", "bearer_token_env_var",
        "env_http_headers",
    ]
}

extension EditableDocument {
    /// What stands at a path.
    package func value(at path: [PathStep]) -> PlacedValue? {
        path.reduce(Optional(root)) { value, step in
            switch step {
            case .key(let key): value?[key]
            case .item(let name): value?.items?.first { $0["name"]?.text == name }
            }
        }
    }
}
