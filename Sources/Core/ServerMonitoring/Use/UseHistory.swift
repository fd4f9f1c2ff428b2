import ServerModel
import Synchronization

/// What servers used: the last hour in memory as it was sampled, and a week of minutes in the file of the calls.
public final class UseHistory: Sendable {
    private struct State {
        var recent: [ServerID: [ResourceSample]] = [:]
        var minutes = UseMinutes()
    }

    /// Samples that come closer together are not kept by themselves; their peaks are.
    static let spacing = Duration.seconds(9)
    static let recentLimit = 360

    private let state = Mutex(State())
    private let file: CallHistory

    /// - Parameter file: where minutes are written, once a minute; trouble with it is told there and hurts nobody.
    public init(file: CallHistory) { self.file = file }

    /// Takes a sample. Never waits.
    public func record(_ sample: ResourceSample, of server: ServerID) {
        let ended = state.withLock { state in
            var recent = state.recent[server] ?? []
            if recent.last.map({ sample.time - $0.time >= Self.spacing || sample.time < $0.time }) ?? true {
                // The clock was set back: the order of what is shown counts more than what was.
                recent.removeAll { $0.time > sample.time }
                if recent.count >= Self.recentLimit { recent.removeFirst(recent.count - Self.recentLimit + 1) }
                recent.append(sample)
            } else if let last = recent.popLast(), let peak = ResourceUse.peak([last.use, sample.use]) {
                // A peak between two samples is not lost; the processor's share is a mean, of which the longer one counts.
                var kept = ResourceSample(time: last.time, use: peak)
                kept.use.cpu = last.use.cpu ?? sample.use.cpu
                kept.use.cpuSeconds = last.use.cpuSeconds
                recent.append(kept)
            }
            state.recent[server] = recent
            return state.minutes.add(sample, of: server)
        }
        if !ended.isEmpty { file.record(ended) }
    }

    /// A server of this name is no more.
    public func forget(_ server: ServerID) {
        state.withLock { $0.recent[server] = nil }
    }

    /// The samples since `start` that are in memory, oldest first: of the last hour at most.
    public func recent(_ server: ServerID, since start: Timestamp) -> [ResourceSample] {
        state.withLock { ($0.recent[server] ?? []).filter { $0.time >= start } }
    }

    /// Everything known since `start`, oldest first: minutes, and for the last hour single samples.
    ///
    /// Throws an ``ErrorReport`` when the file cannot be read.
    public func samples(_ server: ServerID, since start: Timestamp) async throws -> [ResourceSample] {
        let recent = recent(server, since: start)
        let minutes = try await file.minutes(of: server, since: start)
        // The minute in which the single samples begin is told by both.
        let first = recent.first?.time
        return minutes.filter { minute in first.map { minute.time + .seconds(60) <= $0 } ?? true } + recent
    }

    /// Hands over what was gathered; the daemon is going.
    public func close() {
        let last = state.withLock { $0.minutes.end() }
        if !last.isEmpty { file.record(last) }
    }
}
