import ServerExecution
import ServerModel

extension Supervisor {
    /// Tells whose processes an earlier daemon had left, and what became of them: in the events and in the servers' logs.
    public func report(_ leftovers: [Leftover]) {
        let ofServers = Dictionary(grouping: leftovers) { $0.run?.server }
        for (server, processes) in ofServers.sorted(by: { ($0.key?.description ?? "") < ($1.key?.description ?? "") }) {
            for (hasEnded, processes) in Dictionary(grouping: processes, by: \.hasEnded) {
                let names = processes.map { "\($0.facts.processID) \($0.facts.name)" }.joined(separator: ", ")
                let count = processes.count == 1 ? "a process" : "\(processes.count) processes"
                let words =
                    hasEnded
                    ? "ended \(count) an earlier daemon had left: \(names)"
                    : "\(count) an earlier daemon had left cannot be ended: \(names)"
                surroundings.events.publish(
                    ServerEvent(
                        sequence: 0, time: surroundings.clock(), server: server, kind: .notice,
                        severity: hasEnded ? .info : .error,
                        message: words))
                guard let server, let log = try? log(of: server.description) else { continue }
                let level: LogLevel = hasEnded ? .notice : .error
                log.append(LogRecord(time: surroundings.clock(), stream: .manager, level: level, run: 0, message: words))
            }
        }
    }
}
