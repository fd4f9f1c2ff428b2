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

extension ResourceUse {
    /// The highest of each that there was; `nil` without any.
    public static func peak(_ uses: some Sequence<ResourceUse>) -> ResourceUse? {
        uses.reduce(nil) { peak, use in
            guard let peak else { return use }
            return ResourceUse(
                cpu: [peak.cpu, use.cpu].compactMap(\.self).max(), cpuSeconds: max(peak.cpuSeconds, use.cpuSeconds),
                residentBytes: max(peak.residentBytes, use.residentBytes),
                openFiles: [peak.openFiles, use.openFiles].compactMap(\.self).max(), threads: max(peak.threads, use.threads),
                processes: max(peak.processes, use.processes))
        }
    }
}
