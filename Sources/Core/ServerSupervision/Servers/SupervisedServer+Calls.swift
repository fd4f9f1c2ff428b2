import NIOCore
import ServerModel

/// Calls of tools: when they began, and their records.
extension SupervisedServer {
    func began(_ call: Int) {
        callStarts[call] = (surroundings.clock(), .now, mask)
    }

    func continues(_ call: Int, as newID: Int) {
        callStarts[newID] = callStarts.removeValue(forKey: call)
    }

    func ended(_ call: Multiplexer.FinishedCall) {
        // A call that never left us is none the server knows of.
        guard let (startedAt, start, firstMask) = callStarts.removeValue(forKey: call.id) else { return }
        let record = CallRecord(
            server: id, client: call.client ?? platform(of: call.session), session: call.session, tool: call.tool,
            startedAt: startedAt, durationMicroseconds: Int((ContinuousClock.now - start).nanoseconds / 1000),
            requestBytes: call.requestBytes, responseBytes: call.responseBytes, outcome: call.outcome, problem: call.problem,
            arguments: call.arguments.map { String(decoding: $0.readableBytesView, as: UTF8.self) },
            result: call.result.map { String(decoding: $0.readableBytesView, as: UTF8.self) })
        surroundings.record(record, mask.isEmpty ? firstMask : mask)
        if call.outcome != .cancelled { judge(.called(failed: call.outcome != .ok)) }
        tellWork()
    }

    private func platform(of session: Int) -> String? {
        sessions[session]?.platform
    }
}
