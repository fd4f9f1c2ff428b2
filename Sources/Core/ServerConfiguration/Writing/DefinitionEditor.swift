import DocumentEditing
import ServerModel

/// Changes the text of a definition, or of `config.yaml`, without touching what is not meant: comments, order and spelling stay.
public enum DefinitionEditor {
    /// `text` with the values in their places, one after another.
    ///
    /// - Parameter file: the path to name in errors.
    public static func applying(
        _ edits: [DefinitionEdit], to text: String, file: String
    ) throws(DefinitionEditRefusal) -> String {
        var document: EditableDocument
        do throws(DocumentMistake) {
            document = try EditableDocument(Array(text.utf8), format: .yaml)
        } catch {
            throw .intricate(path: file, reason: "\(error.message) (line \(error.line))")
        }
        for edit in edits { try apply(edit, to: &document, file) }
        return String(decoding: document.bytes, as: UTF8.self)
    }

    /// The lines that differ and a few around them, each beginning with ` `, `-` or `+`.
    public static func difference(from old: String, to new: String) -> [String] {
        Difference.lines(from: Array(old.utf8), to: Array(new.utf8))
    }

    private static func apply(
        _ edit: DefinitionEdit, to document: inout EditableDocument, _ file: String
    ) throws(DefinitionEditRefusal) {
        let key = edit.path.joined(separator: ".")
        guard !edit.path.isEmpty, edit.path.allSatisfy({ !$0.isEmpty }) else {
            throw .badEdit(key: clipped(key), reason: "a key is empty")
        }
        let path = steps(edit.path)
        var value: DocumentValue?
        if let json = edit.value { value = try Self.value(json, of: key) }
        do throws(EditRefusal) {
            if let value {
                _ = try document.set(value, at: path)
            } else {
                try document.remove(at: path, addedWith: nil)
            }
        } catch {
            switch error {
            case .notATable(let table, let line, _):
                throw .badEdit(key: clipped(key), reason: "'\(clipped(table))' (line \(line)) holds no keys")
            case .tooIntricate, .unsafe: throw .intricate(path: file, reason: "\(error)")
            }
        }
    }

    /// `secrets.NAME`: an entry of that list goes by its name.
    private static func steps(_ keys: [String]) -> [PathStep] {
        keys.enumerated().map { depth, key in depth == 1 && keys[0] == "secrets" ? .item(named: key) : .key(key) }
    }

    private static func value(_ json: String, of key: String) throws(DefinitionEditRefusal) -> DocumentValue {
        do throws(DocumentMistake) {
            return try DocumentValue(json: json)
        } catch {
            throw .badEdit(key: clipped(key), reason: "its value is no JSON: \(error.message)")
        }
    }
}
