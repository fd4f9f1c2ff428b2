import ModelContextProtocol
import NIOCore
import SecretMasking
import ServerExecution
import ServerModel
import ServerMonitoring

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
    /// What it wrote on standard error last.
    var stderr = LastWords()
    /// The PATH it runs with.
    var path = ""
    /// Where it listens for HTTP; `nil` where it does not.
    var endpoint: Endpoint?
    /// How many processes the kernel had ended for want of memory when this one began.
    var memoryKillsBefore: Int?

    static let stderrTailLimit = 10

    /// How it ended, and why. `memoryKills`: as many as there are now. `cause`: what is known already.
    func end(
        _ status: ExitStatus, at now: Timestamp, memoryKills: Int?, masking mask: SecretMask, cause known: FailureCause? = nil
    ) -> RunEnd {
        let stderr = stderr.lines(masking: mask)
        let isOutOfMemory = if let memoryKills, let memoryKillsBefore { memoryKills > memoryKillsBefore } else { false }
        let cause =
            status == .code(0) ? nil : known ?? .found(for: status, in: stderr, path: path, isOutOfMemory: isOutOfMemory)
        return RunEnd(
            status: status, at: now, stderrTail: stderr.suffix(Self.stderrTailLimit), cause: cause?.problem, hint: cause?.remedy)
    }

    /// `nil` until there is a process, or an answer of a server that is none of ours.
    func info(_ mask: SecretMask) -> RunInfo? {
        let processID = process.processID
        guard processID != nil || introduction != nil else { return nil }
        return RunInfo(
            number: number, processID: processID, startedAt: startedAt,
            readyAfterMilliseconds: readyAt.map { Int($0.millisecondsSince1970 - startedAt.millisecondsSince1970) },
            era: introduction.flatMap { ServerModel.ProtocolEra(rawValue: $0.era.rawValue) },
            protocolVersion: introduction?.protocolVersion, serverName: introduction?.name.map(mask.masking),
            serverVersion: introduction?.version.map(mask.masking))
    }
}
