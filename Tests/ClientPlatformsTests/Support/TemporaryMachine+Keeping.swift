import ClientPlatforms
import ServerModel
import Testing

/// What people ask of the keeper, in few words.
extension TemporaryMachine {
    typealias Choice = PlatformSyncRequest.Decision.Choice

    /// - deciding: what is said about every entry that waits for a decision.
    static func request(
        _ platforms: [String], _ purpose: PlatformSyncRequest.Purpose, deciding choice: Choice?
    ) -> PlatformSyncRequest {
        var request = PlatformSyncRequest(platforms: platforms, purpose: purpose)
        if let choice {
            request.decisions = platforms.map { PlatformSyncRequest.Decision(platform: $0, name: nil, choice: choice) }
        }
        return request
    }

    @discardableResult
    func sync(
        _ platforms: String..., deciding choice: Choice? = nil, _ change: (inout PlatformSyncRequest) -> Void = { _ in }
    ) async throws -> PlatformSync {
        var request = Self.request(platforms, .sync, deciding: choice)
        change(&request)
        return try await keeper.apply(request)
    }

    @discardableResult
    func release(_ platforms: String..., deciding choice: Choice? = nil) async throws -> PlatformSync {
        try await keeper.apply(Self.request(platforms, .release, deciding: choice))
    }

    @discardableResult
    func undo(_ id: String? = nil) async throws -> PlatformSync { try await keeper.undo(PlatformUndoRequest(id: id)) }

    @discardableResult
    func restore(_ platform: String, _ copy: String? = nil) async throws -> PlatformSync {
        try await keeper.restore(platform, PlatformRestoreRequest(copy: copy))
    }

    /// How each entry stands, by name.
    func states(_ platform: String) async throws -> [String: PlatformEntry.State] {
        let entries = try await keeper.status(of: platform).entries
        return Dictionary(entries.map { ($0.name, $0.state) }) { first, _ in first }
    }

    /// Writes a client's file that cannot be written, and looks that nothing at all changed. The code of the refusal.
    func refusal(
        _ platform: String, deciding choice: Choice? = nil, _ change: (inout PlatformSyncRequest) -> Void = { _ in }
    ) async throws -> String? {
        let before = snapshot()
        let sync = try await sync(platform, deciding: choice, change)
        #expect(sync.changes.isEmpty && sync.id == nil)
        #expect(snapshot() == before)
        #expect(sync.refusals.count == 1)
        return sync.refusals.first?.report.code
    }
}

extension PlatformSync {
    var codes: [String] { refusals.map(\.report.code) }

    /// `add files`, `remove docs`.
    var steps: [String] { changes.flatMap(\.steps).map { "\($0.kind.rawValue) \($0.name)" } }
}
