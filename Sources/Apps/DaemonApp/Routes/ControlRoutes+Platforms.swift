import ControlAPI
import Hummingbird
import ServerModel

/// The routes about AI clients.
extension ControlRoutes {
    func answerPlatforms(_ route: ControlRoute, _ id: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        // What is on the PATH is a sign of a client.
        _ = await shell.ask()
        switch route {
        case .platform: return try .json(await platforms.keeper.status(of: id))
        case .addPlatform: return try .json(await platforms.add(request.decoded(PlatformText.self)), status: .created)
        case .planPlatforms: return try .json(await platforms.plan(request.decoded(PlatformSyncRequest.self)))
        case .applyPlatforms: return try .json(await platforms.apply(request.decoded(PlatformSyncRequest.self)))
        case .undoPlatforms: return try .json(await platforms.undo(request.decoded(PlatformUndoRequest.self)))
        case .platformHistory: return try .json(await platforms.keeper.history())
        case .platformCopies: return try .json(await platforms.keeper.copies(of: id))
        case .restorePlatform: return try .json(await platforms.restore(id, request.decoded(PlatformRestoreRequest.self)))
        case .importCandidates:
            let wanted = request.uri.queryParameters[values: Substring(ControlRoute.Parameter.from)].map { String($0) }
            return try .json(await credentials.importCandidates(from: wanted))
        case .importServers: return try .json(await credentials.importServers(request.decoded(ImportRequest.self)))
        case .undoImport: return try .json(await credentials.undoImport(id))
        default: return try .json(await platforms.keeper.statuses())
        }
    }
}
