/// What the processes of a server use together, at one moment.
public struct ResourceUse: Codable, Hashable, Sendable {
    /// In cores, over the time since the sample before; `nil` for a first one.
    public var cpu: Double?
    /// Seconds of processor time since the run began, of those processes that live.
    public var cpuSeconds: Double
    public var residentBytes: Int
    /// `nil` where the kernel does not say.
    public var openFiles: Int?
    public var threads: Int
    public var processes: Int

    public init(
        cpu: Double? = nil, cpuSeconds: Double = 0, residentBytes: Int = 0, openFiles: Int? = nil, threads: Int = 0,
        processes: Int = 0
    ) {
        self.cpu = cpu
        self.cpuSeconds = cpuSeconds
        self.residentBytes = residentBytes
        self.openFiles = openFiles
        self.threads = threads
        self.processes = processes
    }
}

/// One point of the history of a server's use (`GET /api/v1/servers/{id}/use`).
public struct ResourceSample: Codable, Hashable, Sendable {
    public var time: Timestamp
    public var use: ResourceUse

    public init(time: Timestamp, use: ResourceUse) {
        self.time = time
        self.use = use
    }
}
