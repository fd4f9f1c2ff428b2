/// How busy a server is and was: a row of `mcp-manager top` (`GET /api/v1/processes/follow`).
public struct ServerActivity: Codable, Hashable, Sendable {
    public var status: ServerStatus
    /// The most of each at once, in the last hour; `nil` before the first sample.
    public var peak: ResourceUse?
    /// The last minutes, oldest first, about ten seconds apart.
    public var recent: [ResourceSample]

    public init(status: ServerStatus, peak: ResourceUse? = nil, recent: [ResourceSample] = []) {
        self.status = status
        self.peak = peak
        self.recent = recent
    }
}
