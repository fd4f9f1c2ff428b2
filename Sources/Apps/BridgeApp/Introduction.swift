import ModelContextProtocol

/// What of an answer to `initialize` a client goes by ever after.
struct Introduction: Hashable {
    private var protocolVersion: JSONValue?
    private var capabilities: JSONValue?

    /// Reads the `result` of an answer.
    init(_ result: Range<Int>, in line: UnsafeRawBufferPointer) {
        func member(_ name: String) -> JSONValue? {
            JSONText.member(name, of: result, in: line).flatMap { try? JSONValue.parse(line, in: $0) }
        }
        protocolVersion = member("protocolVersion")
        capabilities = member("capabilities")
    }

    /// The notifications that make a client look again at what it has been told by another server.
    ///
    /// Tools are looked at whatever is declared: servers that forget to say that they have some are common.
    var changedLists: [String] {
        ["tools", "prompts", "resources"]
            .filter { $0 == "tools" || capabilities?[$0] != nil }
            .map { "notifications/\($0)/list_changed" }
    }
}
