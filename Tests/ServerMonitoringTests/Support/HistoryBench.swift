import SecretMasking
import ServerModel
import Synchronization

@testable import ServerMonitoring

/// A history of calls in a folder of its own.
final class HistoryBench: Sendable {
    let history: CallHistory
    let path: String
    private let folder: TemporaryFolder
    private let heard: Troubles

    /// - Parameter before: what is done to the place of the file before it is opened.
    init(
        _ limits: CallHistoryLimits = CallHistoryLimits(), now: Timestamp = .sample, before: (String) -> Void = { _ in }
    ) throws {
        let (folder, heard) = (try TemporaryFolder(), Troubles())
        let path = "\(folder.path)/history.sqlite"
        before(path)
        (self.folder, self.heard, self.path) = (folder, heard, path)
        history = CallHistory(path: path, limits: limits, clock: { now }, onTrouble: heard.add)
    }

    deinit { history.close() }

    /// What is in the folder.
    var files: [String] { folder.names }
    /// The codes of what was told.
    var troubles: [String] { heard.all.map(\.code) }
    var reports: [ErrorReport] { heard.all }

    func record(_ record: CallRecord, masking secrets: [String] = []) { history.record(record, masking: SecretMask(secrets)) }

    func calls(_ query: CallQuery = CallQuery(limit: 1_000)) async throws -> [CallRecord] { try await history.calls(query) }

    /// The names of the tools in the history, newest first.
    func tools(_ query: CallQuery = CallQuery(limit: 1_000)) async throws -> [String] { try await calls(query).map(\.tool) }

    private final class Troubles: Sendable {
        private let reports = Mutex<[ErrorReport]>([])
        var all: [ErrorReport] { reports.withLock { $0 } }

        @Sendable func add(_ report: ErrorReport) { reports.withLock { $0.append(report) } }
    }
}

extension Timestamp {
    static let sample = Timestamp(millisecondsSince1970: 1_800_000_000_123)
}

extension CallRecord {
    static func sample(
        _ tool: String = "echo", server: String = "demo", at start: Timestamp = .sample, outcome: Outcome = .ok,
        problem: String? = nil, arguments: String? = #"{"text":"x"}"#, result: String? = #"{"content":[]}"#
    ) throws -> CallRecord {
        CallRecord(
            server: try ServerID(server), client: "cursor", session: 4, tool: tool, startedAt: start,
            durationMicroseconds: 1_234, requestBytes: 100, responseBytes: 200, outcome: outcome, problem: problem,
            arguments: arguments, result: result)
    }
}
