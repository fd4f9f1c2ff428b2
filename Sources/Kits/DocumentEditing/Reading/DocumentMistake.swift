/// Why a file is not understood.
package struct DocumentMistake: Error, Hashable {
    package var kind: Kind
    /// From 1, in characters.
    package var line: Int
    package var column: Int
    /// For people.
    package var message: String

    package enum Kind: Hashable, Sendable {
        case syntax, notUTF8, repeatedKey, notATable
    }

    init(_ kind: Kind, _ message: String, at offset: Int, in bytes: [UInt8]) {
        self.kind = kind
        self.message = message
        (line, column) = bytes.place(of: offset)
    }
}
