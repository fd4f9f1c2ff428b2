/// One call of a tool through us: who called what, how long it took and how it went.
public struct CallRecord: Codable, Hashable, Sendable, Identifiable {
    /// Rises with each record kept in this home; 0 before it was kept.
    public var id: Int
    public var server: ServerID
    /// Who called: the name the client gave itself, or the platform it was started for; foreign text.
    public var client: String?
    /// See ``SessionInfo/id``.
    public var session: Int
    /// The tool's name. Foreign text.
    public var tool: String
    /// When the request reached us.
    public var startedAt: Timestamp
    /// From the request to its answer, in microseconds.
    public var durationMicroseconds: Int
    /// The size of the request's line.
    public var requestBytes: Int
    /// The size of the answer's line; 0 when there was none.
    public var responseBytes: Int
    public var outcome: Outcome
    /// What went wrong, for people: the error's message, or why there was no answer; `nil` when all went well. Foreign text.
    public var problem: String?
    /// The arguments as JSON text, secrets masked; `nil` when there were none, cut when they were long.
    public var arguments: String?
    /// The result (or the error) as JSON text, secrets masked; `nil` when there was none, cut when it was long.
    public var result: String?
    /// What is missing in ``arguments``; `nil` when they are whole.
    public var argumentsLoss: TextLoss?
    /// What is missing in ``result``; `nil` when it is whole.
    public var resultLoss: TextLoss?

    public init(
        id: Int = 0, server: ServerID, client: String?, session: Int, tool: String, startedAt: Timestamp,
        durationMicroseconds: Int, requestBytes: Int, responseBytes: Int, outcome: Outcome, problem: String? = nil,
        arguments: String? = nil, result: String? = nil, argumentsLoss: TextLoss? = nil, resultLoss: TextLoss? = nil
    ) {
        self.id = id
        self.server = server
        self.client = client
        self.session = session
        self.tool = tool
        self.startedAt = startedAt
        self.durationMicroseconds = durationMicroseconds
        self.requestBytes = requestBytes
        self.responseBytes = responseBytes
        self.outcome = outcome
        self.problem = problem
        self.arguments = arguments
        self.result = result
        self.argumentsLoss = argumentsLoss
        self.resultLoss = resultLoss
    }

    public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        case ok
        /// The tool answered that it failed (`isError`).
        case toolError = "tool-error"
        /// The server answered with a JSON-RPC error.
        case refused
        /// The client did not want the answer any more, or left.
        case cancelled
        /// The server ended before it answered.
        case lost
    }
}

/// What a kept text lacks of the one that went over the wire.
public struct TextLoss: Codable, Hashable, Sendable {
    /// How many places held a secret and show `••••` instead.
    public var maskedPlaces: Int
    /// How many bytes were cut off at the end.
    public var cutBytes: Int

    public init(maskedPlaces: Int, cutBytes: Int) {
        self.maskedPlaces = maskedPlaces
        self.cutBytes = cutBytes
    }
}
