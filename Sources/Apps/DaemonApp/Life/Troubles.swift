import DaemonLaunch
import Dispatch
import ServerModel
import ServerSupervision
import Synchronization

/// What is wrong with the daemon itself, which goes on all the same: a full disk, an upgrade not yet in use, a crash before.
///
/// Everything that writes says here when it cannot. A full disk is one trouble, however many find out: told when it begins
/// and when it is over.
final class Troubles: Sendable {
    /// How often a full disk is looked at again; only while it is full.
    private static let recheck = DispatchTimeInterval.seconds(10)

    private struct State {
        var fullDisk: ErrorReport?
        var crash: ErrorReport?
        var isRecheckDue = false
        /// What the daemon cannot serve.
        var unserved: ErrorReport?
        var whenFull: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let disk: DiskSpace
    private let crashes: CrashReports
    private let program: ProgramFile
    private let events: EventHub
    private let queue = DispatchQueue(label: "mcp-manager.troubles", qos: .utility)

    init(home: HomeDirectory, program: ProgramFile, events: EventHub) {
        disk = DiskSpace(folders: [home.logsDirectory, home.stateDirectory, home.serversDirectory])
        crashes = CrashReports(home: home)
        self.program = program
        self.events = events
    }

    /// Where our program is; empty when the kernel does not say.
    var executable: String { program.path }

    /// All that is wrong now.
    var current: [ErrorReport] {
        let (disk, crash, unserved) = state.withLock { ($0.fullDisk, $0.crash, $0.unserved) }
        // Whoever removes the report has seen it.
        let stillKept = crash.flatMap { crash in crashes.newest == crash ? crash : nil }
        return [disk, unserved, program.replacement, stillKept].compactMap { $0 }
    }

    /// Says, once, that the daemon before this one crashed.
    func lookForCrashes() {
        guard let report = crashes.takeNews() else { return }
        state.withLock { $0.crash = report }
        tell(nil, .error, report.description)
    }

    /// Something that others want of the daemon cannot be had, until it is started again.
    func cannotServe(_ report: ErrorReport) {
        state.withLock { $0.unserved = report }
        tell(nil, .error, report.description)
    }

    /// Calls `whenFull` when a disk is found full.
    func tellsAlerts(_ whenFull: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenFull = whenFull }
    }

    /// Something could not be written. Returns at once.
    func cannotWrite(_ report: ErrorReport, of server: ServerID?) {
        queue.async {
            self.lookAtDisk()
            // What a full disk explains needs no words of its own.
            if self.state.withLock({ $0.fullDisk }) == nil { self.tell(server, .error, report.description) }
        }
    }

    /// On the queue.
    private func lookAtDisk() {
        let full = disk.fullFolder.map(ErrorReport.fullDisk)
        let before = state.withLock { state in
            defer { state.fullDisk = full }
            return state.fullDisk
        }
        switch (before, full) {
        case (nil, let report?):
            tell(nil, .error, report.description)
            state.withLock { $0.whenFull }?()
        case (_?, nil): tell(nil, .ok, "the disk has room again: logs, calls and what is learned of servers are kept again")
        case (nil, nil), (_?, _?): break
        }
        let mustSchedule = state.withLock { state in
            guard full != nil, !state.isRecheckDue else { return false }
            state.isRecheckDue = true
            return true
        }
        guard mustSchedule else { return }
        queue.asyncAfter(deadline: .now() + Self.recheck) { [weak self] in
            guard let self else { return }
            state.withLock { $0.isRecheckDue = false }
            lookAtDisk()
        }
    }

    private func tell(_ server: ServerID?, _ severity: Severity, _ message: String) {
        complain(server.map { "\($0): \(message)" } ?? message)
        events.publish(
            ServerEvent(sequence: 0, time: .now, server: server, kind: .notice, severity: severity, message: message))
    }
}

extension ErrorReport {
    fileprivate static func fullDisk(_ folder: String) -> ErrorReport {
        ErrorReport(
            code: "disk-full",
            problem: "the disk of \(folder) is full: logs, calls and what is learned of servers are not kept; servers go on",
            remedy: "make room; it is noticed within seconds")
    }
}
