extension ResourceUse {
    /// What several use together. Unknown is what none of them knows.
    public static func total(_ uses: some Sequence<ResourceUse>) -> ResourceUse {
        uses.reduce(into: ResourceUse()) { total, use in
            total.cpu = sum(total.cpu, use.cpu)
            total.cpuSeconds += use.cpuSeconds
            total.residentBytes += use.residentBytes
            total.openFiles = sum(total.openFiles, use.openFiles)
            total.threads += use.threads
            total.processes += use.processes
        }
    }

    private static func sum<Number: Numeric>(_ a: Number?, _ b: Number?) -> Number? {
        guard let a, let b else { return a ?? b }
        return a + b
    }

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
