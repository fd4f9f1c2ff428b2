import ControlAPI
import ServerModel

extension Session {
    /// Does the same with each of the named servers at once, and returns the results in the order of the names.
    ///
    /// All are tried; when some fail, `succeeded` sees the good ones first and then ``SeveralProblems`` is thrown.
    func forEach<Value: Sendable>(
        _ names: [String],
        _ act: @escaping @Sendable (ControlClient, ServerID) async throws -> Value,
        succeeded: ([Value]) throws -> Void
    ) async throws {
        let ids = try Self.ids(names)
        let client = try await connect()
        let results = await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
            for (index, id) in ids.enumerated() {
                group.addTask {
                    do {
                        return (index, .success(try await act(client, id)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        try succeeded(results.compactMap { try? $0.get() })
        let problems = results.compactMap { result -> (any Error)? in
            if case .failure(let error) = result { error } else { nil }
        }
        if !problems.isEmpty { throw SeveralProblems(problems: problems) }
    }

    /// The names as ids, each once. Throws `InvalidServerName`.
    static func ids(_ names: [String]) throws -> [ServerID] {
        var seen: Set<ServerID> = []
        return try names.map { try ServerID($0) }.filter { seen.insert($0).inserted }
    }
}
