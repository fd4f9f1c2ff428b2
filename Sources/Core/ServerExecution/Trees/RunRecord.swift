import ServerModel

/// What the next daemon must know of a run, should this one be killed.
struct RunRecord: Hashable, Sendable {
    /// `nil` for a run nobody has named.
    var name: RunName?
    var leader: ProcessIdentity
    /// The serial number in the mark of its processes.
    var serial: UInt32
    /// The path of its program just after the start; empty if unknown.
    var executable: String
    /// Of the machine: process ids and start times begin anew with each.
    var boot: String
}

extension RunRecord {
    /// Lines of `KEY VALUE`.
    var text: String {
        """
        server \(name.map { "\($0.server)" } ?? "")
        run \(name.map { "\($0.number)" } ?? "")
        process \(leader.processID)
        started \(leader.startTime)
        serial \(serial)
        boot \(boot)
        executable \(executable)

        """
    }

    /// `nil` for a text that is none of ours, or was not written to its end.
    init?(text: String) {
        guard text.hasSuffix("\n") else { return nil }
        var values: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let process = values["process"].flatMap({ Int32($0) }), process > 0,
            let started = values["started"].flatMap({ UInt64($0) }), let boot = values["boot"],
            let serial = values["serial"].flatMap({ UInt32($0) }),
            let executable = values["executable"]
        else { return nil }
        if let server = values["server"].flatMap({ try? ServerID(String($0)) }), let run = values["run"].flatMap({ Int($0) }) {
            name = RunName(server: server, number: run)
        }
        leader = ProcessIdentity(processID: process, startTime: started)
        self.serial = serial
        self.boot = String(boot)
        self.executable = String(executable)
    }
}
