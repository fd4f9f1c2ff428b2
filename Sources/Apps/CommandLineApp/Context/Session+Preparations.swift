import ControlAPI
import ServerModel

extension Session {
    /// Does `work`, and tells on standard error what is made ready for the named servers meanwhile: it can take minutes.
    func tellingPreparations(of names: [String], while work: () async throws -> Void) async throws {
        let ids = Set(try Self.ids(names))
        guard !preferences.json else { return try await work() }
        let events = try await connect().events(after: nil)
        let errors = errors
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var told: [ServerID: String] = [:]
                for try await event in events {
                    guard let id = event.server, ids.contains(id), let status = event.status else { continue }
                    if let step = status.preparation, told[id] != step { try errors.print("\(id): \(step)…\n") }
                    told[id] = status.preparation
                }
            }
            // Whether or not events are heard to the end, the work is what counts.
            defer { group.cancelAll() }
            try await work()
        }
    }
}
