import ControlAPI
import DaemonLaunch
import ServerModel

/// The daemon's own life, as verbs need it.
extension Session {
    /// The daemon, started when it does not run. An older one than this program is restarted if the user agrees.
    func connect() async throws -> ControlClient {
        do {
            return try await ControlClient.connect(home: home)
        } catch let mismatch as VersionMismatch where mismatch.isDaemonOlder {
            // Nobody to ask: the error says what to type.
            guard preferences.yes || context.inputIsTerminal else { throw mismatch }
            try confirm("\(mismatch.problem). Restart it? Clients stay connected.", otherwise: mismatch.problem)
            try await stopDaemon(isToFollow: true)
            return try await startDaemon()
        }
    }

    /// Starts the daemon unless it runs: through the system where it is installed there.
    func startDaemon() async throws -> ControlClient {
        if DaemonProcess.holding(home) == nil, let service = try? service(), service.installedText != nil, service.isManaged {
            try service.perform(.start)
        }
        return try await ControlClient.connect(home: home)
    }

    /// Returns once no daemon runs. What goes wrong on the way is told on standard error.
    /// `isToFollow`: another comes at once.
    func stopDaemon(now: Bool = false, isToFollow: Bool = false) async throws {
        let client: ControlClient
        do {
            client = try await ControlClient.connect(home: home, launch: false, acceptsAnyVersion: true)
        } catch let failure as LaunchFailure where failure.code == "daemon-not-running" {
            // It has no door yet, or none any more: then asking again would be impatience.
            guard let process = DaemonProcess.holding(home) else { return }
            if now || !process.isEnding { process.terminate() }
            return try await process.end()
        }
        try await client.stopDaemon(now: now, isToFollow: isToFollow) { event in
            guard event.kind == .notice, event.severity == .warning || event.severity == .error else { return }
            // Nobody may be reading; it is stopped all the same.
            try? errors.print("\("warning:", .warning) \(event.message)\n")
        }
    }

    /// The daemon of this home as a service. Throws when its program is not installed.
    func service() throws -> DaemonService {
        try DaemonService(home: home, environment: context.environment)
    }

    /// How the running daemon, the process `process`, and the system's service have to do with each other.
    func serviceState(of process: Int32) -> ServiceState {
        guard let service = try? service(), service.installedText != nil else { return .absent }
        return service.process == process ? .running : .installed
    }

    /// Tells what is wrong with the daemon itself, for people.
    func warn(of troubles: [ErrorReport]) throws {
        for trouble in troubles {
            try errors.print("\("warning:", .warning) \(trouble.problem)\n  \("→", .accent) \(trouble.remedy)\n")
        }
    }
}
