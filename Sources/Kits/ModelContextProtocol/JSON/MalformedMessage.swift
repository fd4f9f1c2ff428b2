/// Why some bytes are not a JSON value, or not one JSON-RPC message.
public struct MalformedMessage: Error, Hashable, Sendable {
    /// What kind of fault it is, for callers that treat kinds differently.
    public enum Reason: Hashable, Sendable {
        /// A JSON array at the top: a JSON-RPC batch, which only one old revision allowed.
        case batch
        /// Not JSON: a log line, a banner, a cut-off message.
        case syntax
        /// Containers nested deeper than `JSONCursor.depthLimit`.
        case depth
        /// JSON, but not a JSON-RPC 2.0 message.
        case shape
    }

    /// The kind of fault.
    public var reason: Reason
    /// What is wrong, as a clause without a full stop; holds none of the foreign bytes.
    public var problem: String
    /// Where it was noticed, in bytes from the start of what was read.
    public var offset: Int

    /// A fault noticed at `offset`.
    public init(_ reason: Reason, _ problem: String, at offset: Int) {
        self.reason = reason
        self.problem = problem
        self.offset = offset
    }
}

extension MalformedMessage: CustomStringConvertible {
    public var description: String { "\(problem) (at byte \(offset))" }
}
