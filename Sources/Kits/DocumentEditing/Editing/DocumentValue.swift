/// A value to be written, whatever the file's format.
package indirect enum DocumentValue: Codable, Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// A number with a fraction, as it is written: `0.5`.
    case decimal(String)
    case flag(Bool)
    /// Not in TOML, where it is left out.
    case null
    case list([DocumentValue])
    /// In this order.
    case table([Field])

    /// A key of a table.
    package struct Field: Codable, Hashable, Sendable {
        package var key: String
        package var value: DocumentValue

        package init(_ key: String, _ value: DocumentValue) {
            self.key = key
            self.value = value
        }
    }
}
