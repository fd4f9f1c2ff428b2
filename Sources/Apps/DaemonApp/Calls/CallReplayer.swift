import ModelContextProtocol
import ServerModel
import ServerMonitoring
import ServerSupervision

/// Makes recorded calls again.
struct CallReplayer: Sendable {
    let history: CallHistory
    let supervisor: Supervisor

    /// Throws ``UnknownCall``, ``IncompleteArguments``, or what kept the server from taking the call.
    func replay(_ id: Int) async throws -> CallReplay {
        let original = try await history.call(id)
        if let loss = original.argumentsLoss { throw IncompleteArguments(id: id, loss: loss, server: original.server) }
        let arguments = try original.arguments.map { try JSONValue.parse($0) }
        let newest = try await history.calls(CallQuery(limit: 1)).first?.id ?? 0
        let (startedAt, start) = (Timestamp.now, ContinuousClock.now)
        let answer: Result<JSONValue, any Error>
        do {
            answer = .success(
                try await supervisor.call(original.tool, of: original.server.rawValue, arguments: arguments?.objectValue))
        } catch {
            answer = .failure(error)
        }
        // The record has its secrets masked and its length cut like the original's, so only the two can be compared.
        if let record = try await record(of: original, after: newest) { return CallReplay(original: original, replay: record) }
        let took = (ContinuousClock.now - start) / .microseconds(1)
        let mask = try await supervisor.mask(of: original.server.rawValue)
        return CallReplay(
            original: original, replay: try original.answered(by: answer.map { $0.masked(mask) }, at: startedAt, after: Int(took))
        )
    }

    /// What the history kept of the call we have just made.
    private func record(of original: CallRecord, after newest: Int) async throws -> CallRecord? {
        let query = CallQuery(server: original.server, tool: original.tool, limit: CallQuery.largestLimit)
        return try await history.calls(query).last { record in
            record.id > newest && record.client == Supervisor.ownName && record.arguments == original.arguments
        }
    }
}

extension CallRecord {
    /// The same call with another answer, for when the history did not keep it. Throws when there was none.
    fileprivate func answered(
        by answer: Result<JSONValue, any Error>, at start: Timestamp, after microseconds: Int
    ) throws -> CallRecord {
        let result = try answer.get()
        let text = result.description
        return CallRecord(
            server: server, client: Supervisor.ownName, session: 0, tool: tool, startedAt: start,
            durationMicroseconds: microseconds, requestBytes: requestBytes, responseBytes: text.utf8.count,
            outcome: result["isError"]?.boolValue == true ? .toolError : .ok, arguments: arguments, result: text)
    }
}
