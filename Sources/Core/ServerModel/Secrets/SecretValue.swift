/// The value of a secret. It is never printed: a description, a debugger's view and an interpolation show a mark instead.
///
/// It is on purpose not `Codable`: where a value travels, a type made for that carries it.
public struct SecretValue: Hashable, Sendable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The value itself, for whoever uses it: the one way to it.
    public var revealed: String { text }

    public var isEmpty: Bool { text.isEmpty }
}

extension SecretValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "••••" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
