import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A monkey at the forms` {
    private static let noise = "漢字\u{202E}x\u{200D}\u{1B}]0;a\u{07} a-z 'quote\nand line"

    private static let contexts = Context.ofForm.union([.welcome, .dialog])

    @Test(arguments: 1...4)
    func `finds no way to a broken frame, or to a form without a cursor`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var app = Scenario(seed.isMultiple(of: 2) ? [] : Sample.household)
        let keys = Keys.table.bindings.filter { !$0.contexts.isDisjoint(with: Self.contexts) }.flatMap(\.keys)
        let letters = "abc ='$*b".map { KeyPress.character($0) } + [.backspace, .control("u"), .left, .right]
        let openers: [Action] = [
            .forms(.add), .forms(.edit), .forms(.remove), .forms(.importServers), .forms(.demo), .forms(.toggle),
        ]
        for step in 0..<120 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                app.send(
                    .input(
                        .resize(
                            Size(columns: Int.random(in: 36...130, using: &random), rows: Int.random(in: 8...44, using: &random)))
                    ))
            case 1: app.paste(Self.noise)
            case 2...5: answer(&app, &random)
            case 6 where app.state.overlay == nil: _ = openers.randomElement(using: &random).map { open($0, &app) }
            case 7...11: if let key = letters.randomElement(using: &random) { app.send(.input(.key(key))) }
            case 12 where step % 3 == 0: app.receive(.lost(generation: app.state.generation, .daemonEnded))
            case 12:
                app.receive(
                    .connected(
                        generation: app.state.generation, daemon: Sample.daemon, servers: app.state.servers, at: app.now))
            default: if let key = keys.randomElement(using: &random) { app.send(.input(.key(key))) }
            }
            app.now = app.now + .milliseconds(700)
            let frame = app.frame
            #expect(frame.violations.isEmpty, "step \(step)\n\(app.screen)")
            if Context.ofForm.contains(app.state.context), app.state.layout != nil {
                #expect(frame.cursor != nil, "step \(step)\n\(app.screen)")
            }
        }
    }

    private func open(_ action: Action, _ app: inout Scenario) {
        let keys = Keys.table.bindings.first { $0.action == action && $0.applies(in: app.state.context) }?.keys
        if let key = keys?.first { app.send(.input(.key(key))) }
    }

    private func answer(_ app: inout Scenario, _ random: inout SplitMix) {
        let trouble = ErrorReport(code: "x", problem: Self.noise, remedy: Self.noise)
        let fails = Int.random(in: 0..<4, using: &random) == 0
        guard case .ask(let request, let generation)? = app.effects.last(where: { if case .ask = $0 { true } else { false } })
        else { return }
        let answer: Answer
        switch request {
        case .servers(.definition(let id)): answer = .servers(.definition(Sample.definition(id.rawValue)))
        case .servers(.draft(let new)): answer = .servers(.draft(Sample.draft(new.name, Self.noise)))
        case .servers(.add(let new)): answer = .servers(.added(Sample.server(new.name, .stopped)))
        case .servers(.change(let id, _)):
            answer = .servers(.changed(Sample.edited(id.rawValue, (0..<50).map { "+\($0) \(Self.noise)" })))
        case .servers(.remove): answer = .servers(.removed(backup: "/b/x-1.yaml"))
        case .servers(.restore(let id, _)): answer = .servers(.added(Sample.server(id.rawValue)))
        case .servers(.clients): answer = .servers(.clients(Sample.clients))
        case .imports(.candidates): answer = .imports(.candidates(Sample.candidates))
        case .imports(.take), .imports(.undo): answer = .imports(.taken(Sample.outcome(id: "m1")))
        default: return
        }
        app.receive(.answered(request, generation: generation, fails ? .failure(trouble) : .success(answer)))
    }
}
