import ServerModel

/// What the daemon is asked for works on clients' files.
extension Backend.Connection {
    func findings() async throws -> PlatformFindings {
        PlatformFindings(platforms: try await platforms(), history: try await platformHistory())
    }

    /// What would be written; nothing is.
    func plan(_ work: PlatformWork) async throws -> PlatformSync {
        switch work.kind {
        case .sync(let request): try await planPlatforms(request)
        case .undo(let id): try await undoPlatforms(PlatformUndoRequest(id: id, isDryRun: true))
        case .restore(let platform): try await restorePlatform(platform, PlatformRestoreRequest(isDryRun: true))
        }
    }

    /// Writes; a sync only if its plan is still the one with this digest.
    func apply(_ work: PlatformWork, agreed: String) async throws -> PlatformSync {
        switch work.kind {
        case .sync(var request):
            request.agreed = agreed
            return try await applyPlatforms(request)
        case .undo(let id): return try await undoPlatforms(PlatformUndoRequest(id: id))
        case .restore(let platform): return try await restorePlatform(platform, PlatformRestoreRequest())
        }
    }
}
