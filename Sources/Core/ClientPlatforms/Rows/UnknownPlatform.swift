import ServerModel

/// No AI client has this name.
public struct UnknownPlatform: ActionableError, Hashable {
    public var name: String
    /// The id that was probably meant.
    public var closest: String?

    public init(name: String, closest: String? = nil) {
        self.name = name
        self.closest = closest
    }

    public var code: String { "unknown-platform" }
    public var problem: String { "no AI client is named '\(name)'" }
    public var remedy: String {
        closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager platform list' to see every client"
    }
}
