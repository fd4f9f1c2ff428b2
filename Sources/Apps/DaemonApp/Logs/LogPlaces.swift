import ServerExecution
import ServerModel
import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the logs of servers are kept, and who else sees them.
struct LogPlaces: Sendable {
    let planner: LaunchPlanner
    /// How long rotated files are kept.
    let days: Double?

    func settings(of server: ServerID, _ definition: ServerDefinition?) -> LogSettings {
        guard let definition else { return LogSettings(path: planner.standardLogPath(of: server), days: days) }
        do {
            return LogSettings(definition.monitoring.logging, path: try planner.logPath(of: definition), days: days)
        } catch {
            // Its log is needed more than ever; a start fails of the same mistake, if the server has it too.
            complain("\(server): \(error.problem); its log is in \(planner.standardLogPath(of: server)) — \(error.remedy)")
            return LogSettings(definition.monitoring.logging, path: planner.standardLogPath(of: server), days: days)
        }
    }

    /// `monitoring.logging.console`: whoever runs the daemon in a terminal or under systemd sees the servers' logs there too.
    func console(for server: ServerID) -> (@Sendable ([UInt8]) -> Void)? {
        guard isatty(STDERR_FILENO) == 1 || getenv("JOURNAL_STREAM") != nil else { return nil }
        let name = Array("\(server): ".utf8)
        return { text in
            let lines = text.split(separator: UInt8(ascii: "\n")).reduce(into: [UInt8]()) { $0 += name + $1 + [0x0A] }
            _ = lines.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }
}
