import ServerModel

/// What processes use, from what the kernel says of them now and what it said before.
///
/// Pure: the processes and the moment come in. Processes come and go between two samples, and a number may be given to another
/// process meanwhile; none of that makes the use of the processor negative, or more than there was.
public struct ResourceMeter: Sendable {
    /// Samples closer together say nothing of the processor: the kernel counts in hundredths of a second.
    static let shortest = Duration.seconds(1)

    private struct Known {
        var startTime: UInt64
        var cpuNanoseconds: UInt64
        /// In cores, when it was last known.
        var cpu: Double?
    }

    private var known: [Int32: Known] = [:]
    private var last: ContinuousClock.Instant?

    public init() {}

    /// The use of each of `processes`, in their order.
    ///
    /// - Parameter openFiles: how many files a process has open; `nil` when the kernel does not say.
    public mutating func measure(
        _ processes: [ProcessFacts], openFiles: (Int32) -> Int?, at now: ContinuousClock.Instant
    ) -> [ResourceUse] {
        let elapsed = last.map { now - $0 }
        let isTooSoon = elapsed.map { $0 < Self.shortest } ?? false
        var next: [Int32: Known] = [:]
        let uses = processes.map { facts in
            let before = known[facts.processID].flatMap { $0.startTime == facts.startTime ? $0 : nil }
            let cpu = isTooSoon ? before?.cpu : elapsed.flatMap { Self.cpu(of: facts, before: before?.cpuNanoseconds, over: $0) }
            next[facts.processID] = Known(
                startTime: facts.startTime,
                cpuNanoseconds: isTooSoon ? before?.cpuNanoseconds ?? 0 : facts.cpuNanoseconds, cpu: cpu)
            return ResourceUse(
                cpu: cpu, cpuSeconds: Double(facts.cpuNanoseconds / 1_000_000) / 1000, residentBytes: facts.residentBytes,
                openFiles: openFiles(facts.processID), threads: facts.threads, processes: 1)
        }
        known = next
        if !isTooSoon { last = now }
        return uses
    }

    /// In cores; `before` is `nil` for a newcomer.
    private static func cpu(of facts: ProcessFacts, before: UInt64?, over elapsed: Duration) -> Double? {
        let (seconds, attoseconds) = elapsed.components
        let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        guard nanoseconds > 0 else { return nil }
        let used = before.map { facts.cpuNanoseconds >= $0 ? facts.cpuNanoseconds - $0 : 0 } ?? facts.cpuNanoseconds
        let cores = Double(used) / nanoseconds
        // One that had used more before we saw it than it can have since is older than the last sample.
        if before == nil, cores > Double(max(1, facts.threads)) { return 0 }
        // Three digits are more than the kernel's clock tells.
        return (cores * 1000).rounded() / 1000
    }
}

extension ResourceUse {
    /// Whether people would want to see this instead of `shown`: more than 2 % of memory, 0.01 cores, other counts, or what
    /// was not known.
    public func differsNoticeably(from shown: ResourceUse?) -> Bool {
        guard let shown else { return true }
        return abs(residentBytes - shown.residentBytes) * 50 > shown.residentBytes
            || (cpu == nil) != (shown.cpu == nil) || abs((cpu ?? 0) - (shown.cpu ?? 0)) > 0.0101
            || openFiles != shown.openFiles || threads != shown.threads || processes != shown.processes
    }
}
