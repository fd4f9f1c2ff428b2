import CarefulFiles
import DocumentEditing

/// A file that was read and understood, as far as that goes.
struct Document: Sendable {
    let file: SourceFile
    let root: PlacedValue?
    /// Whether all of it was understood. If not, it may be searched and is never written.
    let isWhole: Bool

    init(_ file: SourceFile, _ format: DocumentFormat) {
        self.file = file
        let parsed =
            switch format {
            case .json, .jsonWithComments, .jsonc: JSONLexer.parse(file.bytes)
            case .toml: TOMLLexer.parse(file.bytes)
            case .yaml: YAMLLexer.parse(file.bytes)
            }
        root = parsed.root
        isWhole = parsed.isWhole && String(validating: file.bytes, as: UTF8.self) != nil
    }

    /// What stands at a path of keys in which `*` is any; the keys as they are there, and the value.
    func values(at pattern: [String]) -> [(path: [String], value: PlacedValue)] {
        guard let root else { return [] }
        return pattern.reduce([([], root)]) { values, key in
            values.flatMap { path, value -> [([String], PlacedValue)] in
                if key != "*" { return value[key].map { [(path + [key], $0)] } ?? [] }
                if let items = value.items { return items.map { (path + [$0["name"]?.text ?? "?"], $0) } }
                return (value.members ?? []).map { (path + [$0.key], $0.value) }
            }
        }
    }

    /// From 1, in characters.
    func place(of offset: Int) -> (line: Int, column: Int) { file.bytes.place(of: offset) }
}
