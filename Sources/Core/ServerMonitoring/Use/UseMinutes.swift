import ServerModel

/// What a server used in one minute: the processor on average, everything else at its highest.
struct UseMinute: Hashable, Sendable {
    var server: ServerID
    /// Since 1970.
    var minute: Int64
    var use: ResourceUse

    var sample: ResourceSample { ResourceSample(time: Timestamp(millisecondsSince1970: minute * 60_000), use: use) }
}

/// Gathers samples into minutes; pure.
struct UseMinutes: Sendable {
    private struct Gathered {
        var use: ResourceUse
        var cpuTotal = 0.0
        var cpuSamples = 0
    }

    private var minute: Int64 = 0
    private var gathered: [ServerID: Gathered] = [:]

    /// Takes a sample; returns the minute before, of all servers, when this one begins another.
    mutating func add(_ sample: ResourceSample, of server: ServerID) -> [UseMinute] {
        let minute = sample.time.millisecondsSince1970 / 60_000
        // Also when the clock was set back: what is gathered belongs to no other minute.
        let ended = minute == self.minute ? [] : end()
        self.minute = minute
        var sum = gathered[server] ?? Gathered(use: sample.use)
        if let cpu = sample.use.cpu { (sum.cpuTotal, sum.cpuSamples) = (sum.cpuTotal + cpu, sum.cpuSamples + 1) }
        sum.use = ResourceUse(
            cpuSeconds: sample.use.cpuSeconds, residentBytes: max(sum.use.residentBytes, sample.use.residentBytes),
            openFiles: [sum.use.openFiles, sample.use.openFiles].compactMap(\.self).max(),
            threads: max(sum.use.threads, sample.use.threads), processes: max(sum.use.processes, sample.use.processes))
        gathered[server] = sum
        return ended
    }

    /// What was gathered so far, by the names of the servers.
    mutating func end() -> [UseMinute] {
        defer { gathered = [:] }
        return gathered.sorted { $0.key < $1.key }.map { server, sum in
            var use = sum.use
            if sum.cpuSamples > 0 { use.cpu = (sum.cpuTotal / Double(sum.cpuSamples) * 1000).rounded() / 1000 }
            return UseMinute(server: server, minute: minute, use: use)
        }
    }
}
