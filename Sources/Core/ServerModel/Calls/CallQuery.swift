/// Which call records are wanted. Newest first, whatever the question.
public struct CallQuery: Hashable, Sendable {
    /// `nil`: of every server.
    public var server: ServerID?
    /// Only those without a good result: every outcome but `ok`.
    public var failedOnly: Bool
    /// `nil`: of every tool.
    public var tool: String?
    /// Only those older than the record of this id; for going back page by page.
    public var before: Int?
    /// At most so many, 1 to ``largestLimit``.
    public var limit: Int

    public static let largestLimit = 1_000

    public init(server: ServerID? = nil, failedOnly: Bool = false, tool: String? = nil, before: Int? = nil, limit: Int = 50) {
        self.server = server
        self.failedOnly = failedOnly
        self.tool = tool
        self.before = before
        self.limit = limit
    }
}
