import ServerConfiguration
import ServerModel
import Yams

/// Questions that rows ask and definitions do not.
extension NodeReader {
    /// A text and where it stands.
    struct PlacedText {
        var text: String
        var place: Place?
    }

    /// One text or a list of them; what is empty or no text is told and left out.
    func placedTexts(_ key: String) -> [PlacedText]? {
        guard let node = value(key) else { return nil }
        guard node.mapping == nil else {
            error(key, "\(key) must be a text or a list of texts", fix: "write '\(key): [ONE, OTHER]'")
            return nil
        }
        return (node.sequence.map(Array.init) ?? [node]).compactMap { item in
            if let scalar = item.scalar, !scalar.string.isEmpty, !Self.isNull(item) {
                return PlacedText(text: scalar.string, place: item.place)
            }
            findings.error(
                at: item.place, "what stands in \(key) must be text, and not empty", fix: "write the text, in quotes if need be")
            return nil
        }
    }

    /// As ``placedTexts(_:)``, without places.
    func oneOrMoreTexts(_ key: String) -> [String]? { placedTexts(key)?.map(\.text) }

    /// A text that is not empty.
    func nonemptyText(_ key: String) -> String? {
        guard let text = text(key) else { return nil }
        if !text.isEmpty { return text }
        error(key, "\(key) must not be empty", fix: "write a value, or remove the key")
        return nil
    }

    /// A text that must be there.
    func neededText(_ key: String, example: String) -> String? {
        guard has(key) else {
            _ = value(key)
            error("the key '\(key)' is missing", fix: "add '\(key): \(example)'")
            return nil
        }
        return nonemptyText(key)
    }

    /// Whether a key says `no`: the client has nothing of the kind.
    func saysNo(_ key: String) -> Bool {
        guard let scalar = value(key)?.scalar, scalar.style == .plain else { return false }
        return ["no", "false"].contains(scalar.string.lowercased())
    }

    /// The name of a key in the client's file; `nil` for `no`, and `usual` when nothing is said.
    func fileKey(_ key: String, usual: String? = nil) -> String? {
        saysNo(key) ? nil : nonemptyText(key) ?? usual
    }

    /// Values to be written, in the order of the file.
    func fields(_ key: String) -> [(key: String, value: Node)] {
        section(key) { reader in reader.all().map { ($0.key, $0.value) } } ?? []
    }
}
