/// No call of this number is kept.
public struct UnknownCall: ActionableError, Hashable {
    public var id: Int

    public init(id: Int) { self.id = id }

    public var code: String { "unknown-call" }
    public var problem: String { "no call has the number \(id)" }
    public var remedy: String { "run 'mcp-manager calls' for the newest; old ones are removed after a while" }
}

/// A call cannot be made again, because what is kept of its arguments is not what they were.
public struct IncompleteArguments: ActionableError, Hashable {
    public var id: Int
    public var loss: TextLoss
    /// For the remedy.
    public var server: ServerID

    public init(id: Int, loss: TextLoss, server: ServerID) {
        self.id = id
        self.loss = loss
        self.server = server
    }

    public var code: String { "arguments-incomplete" }
    public var problem: String {
        let reason = loss.cutBytes > 0 ? "\(loss.cutBytes) bytes of its arguments were not kept" : "its arguments held a secret"
        return "call \(id) cannot be made again: \(reason)"
    }
    public var remedy: String { "write the arguments anew: mcp-manager call \(server) TOOL key=value…" }
}
