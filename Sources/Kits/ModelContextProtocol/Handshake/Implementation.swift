/// Who speaks: the name and version of a program, as both sides show them to each other.
public struct Implementation: Hashable, Sendable {
    /// The program's name.
    public var name: String
    /// Its version, free text.
    public var version: String

    /// A program.
    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }

    /// As the protocol writes it.
    public var value: JSONValue { ["name": .string(name), "version": .string(version)] }
}
