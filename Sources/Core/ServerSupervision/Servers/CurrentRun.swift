import ModelContextProtocol
import NIOCore
import ServerExecution
import ServerModel

/// The run a server is in: its process, and how far the conversation with it has come.
struct CurrentRun {
    let number: Int
    let process: any ServerConnection
    let startedAt: Timestamp
    var handshake: Handshake
    /// `nil` until ready.
    var introduction: ServerIntroduction?
    var readyAt: Timestamp?
    /// Silence for this long after `server/discover` means: try `initialize` too.
    var probeDeadline: Scheduled<Void>?
    /// The last lines of stderr, oldest first.
    var stderrTail: [String] = []

    static let stderrTailLimit = 10

    mutating func noteStderr(_ line: String) {
        if stderrTail.count == Self.stderrTailLimit { stderrTail.removeFirst() }
        stderrTail.append(String(line.prefix(400)))
    }

    /// `nil` until there is a process, or an answer of a server that is none of ours.
    var info: RunInfo? {
        let processID = process.processID
        guard processID != nil || introduction != nil else { return nil }
        return RunInfo(
            number: number, processID: processID, startedAt: startedAt,
            readyAfterMilliseconds: readyAt.map { Int($0.millisecondsSince1970 - startedAt.millisecondsSince1970) },
            era: introduction.flatMap { ServerModel.ProtocolEra(rawValue: $0.era.rawValue) },
            protocolVersion: introduction?.protocolVersion, serverName: introduction?.name,
            serverVersion: introduction?.version)
    }
}
