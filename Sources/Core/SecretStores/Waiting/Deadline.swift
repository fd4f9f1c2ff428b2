/// Does `work` for so long at most, then throws `overdue`. Work that cannot be stopped is left alone: what comes of it is not heard.
func within<Value: Sendable>(
    _ time: Duration, else overdue: any Error, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let answer = Answer<Value>()
    // Not children of this task: those would be waited for.
    let worker = Task {
        do {
            answer.give(.success(try await work()))
        } catch {
            answer.give(.failure(error))
        }
    }
    let alarm = Task {
        try await Task.sleep(for: time)
        answer.give(.failure(overdue))
    }
    defer {
        alarm.cancel()
        worker.cancel()
    }
    return try await answer.value
}
