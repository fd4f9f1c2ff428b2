/// What a server said about itself when the conversation was opened.
public struct ServerIntroduction: Hashable, Sendable {
    /// How it was opened.
    public var era: ProtocolEra
    /// The agreed revision, always a known one of that era.
    public var protocolVersion: String
    /// The server's own name, foreign text; `nil` when it gave none.
    public var name: String?
    /// The server's own version, foreign text; `nil` when it gave none.
    public var version: String?
    /// What it can do, an object; the same program may say different things in each era.
    public var capabilities: JSONValue
    /// Advice for the model, foreign text.
    public var instructions: String?
    /// The whole answer, an object.
    public var result: JSONValue

    /// An introduction.
    public init(
        era: ProtocolEra, protocolVersion: String, name: String? = nil, version: String? = nil,
        capabilities: JSONValue = [:], instructions: String? = nil, result: JSONValue = [:]
    ) {
        self.era = era
        self.protocolVersion = protocolVersion
        self.name = name
        self.version = version
        self.capabilities = capabilities
        self.instructions = instructions
        self.result = result
    }

    /// Reads the result of `initialize` or `server/discover`.
    public init(era: ProtocolEra, version: ProtocolVersion, result: JSONValue) {
        let server = result["serverInfo"] ?? result["_meta"]?[MetaKey.serverInfo]
        self.init(
            era: era, protocolVersion: version.text, name: server?["name"]?.stringValue,
            version: server?["version"]?.stringValue, capabilities: result["capabilities"] ?? [:],
            instructions: result["instructions"]?.stringValue, result: result)
    }
}
