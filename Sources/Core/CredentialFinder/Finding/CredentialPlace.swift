import DocumentEditing
import ServerModel

/// A credential in a server's entry: of a client's file or of a definition.
struct CredentialPlace: Sendable {
    /// What it is called there, for people.
    var key: String
    /// The scalar it is in, or is.
    var value: PlacedValue
    /// In bytes of the scalar's text.
    var part: Range<Int>
    var reason: String
    var role: Role
    /// What it would be called among the secrets.
    var secret: String

    enum Role: Hashable, Sendable {
        /// A variable of the process.
        case variable(String)
        /// An item `NAME=value` of a list of variables.
        case variableItem(String)
        case header(String)
        case address
        /// `-e NAME=VALUE` of a container: the word could be `NAME` alone, and the value come from the environment.
        case containerVariable(String)
        case argument
        /// Anything else.
        case setting
    }

    var text: String { value.text ?? "" }

    var credential: String { String(decoding: Array(text.utf8)[part], as: UTF8.self) }

    /// What stands before and after it.
    var surroundings: (before: String, after: String) {
        let bytes = Array(text.utf8)
        return (
            String(decoding: bytes[..<part.lowerBound], as: UTF8.self), String(decoding: bytes[part.upperBound...], as: UTF8.self)
        )
    }
}
