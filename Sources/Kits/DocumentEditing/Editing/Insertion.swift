/// What an addition put in besides the value. Handed to ``EditableDocument/remove(at:addedWith:)``, it gives the original bytes.
package struct Insertion: Codable, Hashable, Sendable {
    /// What stood in the place of the table's members, when it had none; `nil` when it had some.
    package var gap: String?
    /// How many tables were made on the way.
    package var made = 0
    /// Whether the file held nothing but space and comments: then ``gap`` is all of it.
    package var wasBlank = false
}
