import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// The page of the clients: what the daemon answers, and what is to be seen.
extension Scenario {
    /// A dashboard that shows the clients.
    static func clients(
        _ clients: [PlatformStatus] = Sample.clients, history: [PlatformSyncRecord] = Sample.history,
        servers: [ServerStatus] = Sample.household, columns: Int = 120, rows: Int = 40
    ) -> Scenario {
        var app = Scenario(servers, columns: columns, rows: rows, userHome: "/home/kim")
        app.press(.pane(.platforms))
        app.answer(PlatformFindings(platforms: clients, history: history))
        _ = app.takeEffects()
        return app
    }

    /// The daemon answers the newest question about the clients.
    mutating func answer(_ findings: PlatformFindings, location: SourceLocation = #_sourceLocation) {
        guard case .loadPlatforms(let generation)? = effects.last(where: { if case .loadPlatforms = $0 { true } else { false } })
        else {
            Issue.record("nobody asked for the clients", sourceLocation: location)
            return
        }
        receive(.platforms(generation: generation, .success(findings)))
    }

    /// The daemon answers what would be written; the work that was asked for.
    @discardableResult
    mutating func answer(
        plan result: Result<PlatformSync, ErrorReport>, location: SourceLocation = #_sourceLocation
    ) -> PlatformWork? {
        guard
            case .planPlatforms(let work, let generation)? = effects.last(where: {
                if case .planPlatforms = $0 { true } else { false }
            })
        else {
            Issue.record("nobody asked for a plan\n\(screen)", sourceLocation: location)
            return nil
        }
        receive(.platformsPlanned(generation: generation, result))
        return work
    }

    /// The daemon answers what was written; the digest that was agreed to.
    @discardableResult
    mutating func answer(
        applied result: Result<PlatformSync, ErrorReport>, location: SourceLocation = #_sourceLocation
    ) -> String? {
        guard
            case .applyPlatforms(_, let agreed, let generation)? = effects.last(where: {
                if case .applyPlatforms = $0 { true } else { false }
            })
        else {
            Issue.record("nobody asked for anything to be written\n\(screen)", sourceLocation: location)
            return nil
        }
        receive(.platformsApplied(generation: generation, result))
        return agreed
    }

    /// Goes to a cell.
    mutating func go(to server: String, in client: String) {
        press(.top)
        for _ in 0..<60 where state.platforms.row?.name != server { press(.down) }
        for _ in 0..<60 where state.platforms.column != client { press(.panLeft) }
        for _ in 0..<60 where state.platforms.column != client {
            let before = state.platforms.column
            press(.panRight)
            guard state.platforms.column != before else { break }
        }
        #expect(state.platforms.row?.name == server && state.platforms.column == client)
    }

    /// The plan that is shown.
    var plan: PlanPage? {
        if case .plan(let page) = state.overlay { page } else { nil }
    }
}
