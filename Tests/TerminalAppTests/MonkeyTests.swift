import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A monkey at the keyboard` {
    @Test(arguments: 1...12)
    func `never makes an unpaintable screen`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var app = Scenario()
        let keys = Keys.table.bindings.flatMap(\.keys) + "abc(*.é漢".map { KeyPress.character($0) } + [.backspace, .delete]
        for step in 0..<120 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                app.resize(Int.random(in: 0...210, using: &random), Int.random(in: 0...60, using: &random))
            case 1:
                if let id = app.state.selected, let view = app.state.logs[id] {
                    app.receive(.logs(id, generation: view.generation, [Sample.record(noise(&random), .info, second: step)]))
                }
            case 2:
                let server = Sample.household[Int.random(in: 0..<12, using: &random)]
                let kind: ServerEvent.Kind = Bool.random(using: &random) ? .phase : .removed
                let event = Sample.event(UInt64(step), server.id.rawValue, noise(&random), kind: kind, .warning, status: server)
                app.receive(.happened(generation: app.state.generation, event))
            case 3:
                app.receive(.lost(generation: app.state.generation, .daemonEnded))
            case 4:
                app.receive(
                    .connected(generation: app.state.generation, daemon: Sample.daemon, servers: Sample.household, at: Sample.now)
                )
            case 5, 6: answer(&app, &random)
            case 7: app.paste(Bool.random(using: &random) ? noise(&random) : "two\nlines\n")
            default:
                guard let key = keys.randomElement(using: &random) else { continue }
                app.send(.input(.key(key)))
            }
            app.now = app.now + .milliseconds(700)
            let frame = app.frame
            #expect(frame.size == app.state.size)
            #expect(frame.violations.isEmpty, "step \(step)")
            if Layout.of(frame.size, focus: .servers, tab: .status, zoomed: false) != nil, app.state.hasPicture,
                !app.state.servers.isEmpty
            {
                #expect(app.state.layout?.panes[app.state.focus] != nil, "the focus is not to be seen at step \(step)")
            }
        }
    }

    @Test(arguments: 1...6)
    func `finds no way through the clients to an unpaintable screen`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var app = Scenario()
        app.press(.panePlatforms)
        let keys = Keys.table.bindings.filter { !$0.contexts.isDisjoint(with: [.platforms, .plan, .entry]) }.flatMap(\.keys)
        for step in 0..<100 {
            switch Int.random(in: 0..<14, using: &random) {
            case 0: app.resize(Int.random(in: 36...210, using: &random), Int.random(in: 8...60, using: &random))
            case 1...4: answer(&app, &random)
            case 5: app.send(.input(.key(.character("6"))))
            case 6:
                let event = Sample.event(UInt64(step), nil, noise(&random), kind: .platform, .warning, second: step)
                app.receive(.happened(generation: app.state.generation, event))
            default: if let key = keys.randomElement(using: &random) { app.send(.input(.key(key))) }
            }
            app.now = app.now + .milliseconds(700)
            let frame = app.frame
            #expect(frame.violations.isEmpty, "step \(step)\n\(app.screen)")
            if let layout = app.state.layout { #expect(layout.panes[app.state.focus] != nil, "step \(step)") }
            if app.plan != nil, app.state.layout != nil { #expect(frame.cursor != nil, "step \(step)\n\(app.screen)") }
        }
    }

    @Test(arguments: 1...8)
    func `never shows a hidden value but where it is asked to`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var app = Scenario()
        app.select("notion")
        app.press(.showSecrets)
        app.answer(Sample.secrets(of: "notion"))
        let keys = Keys.table.bindings.filter { $0.action != .reveal }.flatMap(\.keys) + [.backspace, .control("u")]
        for step in 0..<120 {
            if app.state.form?.focused?.name == "JIRA_API_TOKEN", app.state.context == .form, Bool.random(using: &random) {
                app.paste("hunter2hunter2")
            }
            switch Int.random(in: 0..<12, using: &random) {
            case 0: app.resize(Int.random(in: 40...120, using: &random), Int.random(in: 10...40, using: &random))
            case 1, 2: answer(&app, &random)
            default: if let key = keys.randomElement(using: &random) { app.send(.input(.key(key))) }
            }
            app.now = app.now + .milliseconds(700)
            let frame = app.frame
            #expect(!frame.rows.contains { $0.contains("hunter2") }, "step \(step)\n\(app.screen)")
            #expect(!app.state.feed.entries.contains { $0.text.string.contains("hunter2") }, "step \(step)")
            if app.state.context == .form || app.state.context == .review {
                #expect(frame.cursor != nil, "no cursor in the form at step \(step)\n\(app.screen)")
            }
        }
    }

    /// The daemon answers one of the questions about secrets and clients, rightly, late or with an error.
    private func answer(_ app: inout Scenario, _ random: inout SplitMix) {
        let trouble = ErrorReport(code: "vault-locked", problem: noise(&random), remedy: noise(&random))
        let fails = Int.random(in: 0..<4, using: &random) == 0
        switch app.effects.last(where: \.waitsForAnAnswer) {
        case .loadSecrets(let id, let generation):
            let result: Result<ServerSecrets, ErrorReport> = fails ? .failure(trouble) : .success(Sample.secrets(of: id.rawValue))
            app.receive(.secrets(id, generation: generation, result))
        case .applySecrets(let id, _, let generation), .deleteSecret(let id, _, let generation):
            let applied = SecretsApplied(secrets: Sample.secrets(of: id.rawValue), status: Sample.server(id.rawValue))
            app.receive(.secretsApplied(id, generation: generation, fails ? .failure(trouble) : .success(applied)))
        case .loadPlatforms(let generation):
            let findings = fails ? PlatformFindings(platforms: [], history: []) : Sample.findings
            app.receive(.platforms(generation: generation, Bool.random(using: &random) ? .success(findings) : .failure(trouble)))
        case .planPlatforms(_, let generation):
            app.receive(.platformsPlanned(generation: generation, fails ? .failure(trouble) : .success(plan(&random))))
        case .applyPlatforms(_, _, let generation):
            app.receive(.platformsApplied(generation: generation, fails ? .failure(trouble) : .success(plan(&random))))
        case .rotateSecret(let id, let name, _, let generation):
            let outcome = SecretRotationOutcome(
                isKept: !fails, problem: fails ? trouble : nil, status: Sample.server(id.rawValue))
            app.receive(.secretRotated(name, id, generation: generation, .success(outcome)))
        default: break
        }
    }

    /// What would be written, in the words of a badly behaved daemon.
    private func plan(_ random: inout SplitMix) -> PlatformSync {
        var sync = Sample.written(Sample.plan)
        sync.changes[0].difference += (0..<Int.random(in: 0..<60, using: &random)).map { _ in noise(&random) }
        sync.changes[0].title = noise(&random)
        return sync
    }

    /// What a badly behaved server might print.
    private func noise(_ random: inout SplitMix) -> String {
        let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
            [0x1B, 0x5B, 0x0D, 0x9B, 0xE2, 0x80, 0xAE, 0x07].randomElement(using: &random)
                ?? UInt8.random(in: 0...255, using: &random)
        }
        let letters = (0..<60).map { _ in UInt8.random(in: 0x20...0x7E, using: &random) }
        return String(decoding: bytes + letters, as: UTF8.self) + "漢字\u{202E}x\u{200D}"
    }
}

extension Effect {
    fileprivate var waitsForAnAnswer: Bool {
        switch self {
        case .loadSecrets, .applySecrets, .deleteSecret, .rotateSecret, .loadPlatforms, .planPlatforms, .applyPlatforms: true
        default: false
        }
    }
}

/// A small generator, so that a failure can be repeated by its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
