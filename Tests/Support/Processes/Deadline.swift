import Foundation

/// The result of `work`, or a failure that says what was waited for once `limit` has passed.
///
/// `work` must end when it is cancelled.
public func within<Result: Sendable>(
    _ limit: Duration, _ what: String, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let result = first else {
            throw TestFailure("no \(what) within \(limit)")
        }
        return result
    }
}
