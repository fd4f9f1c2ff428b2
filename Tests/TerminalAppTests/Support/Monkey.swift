import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// Somebody who presses anything at any time, in front of a daemon that says anything, sometimes late and sometimes wrongly.
struct Monkey {
    private var random: SplitMix
    private(set) var app: Scenario
    /// How many things have happened.
    private(set) var events = 0
    /// The last events, in words.
    private(set) var diary: [String] = []
    private var daemon = FakeDaemon()
    /// What was asked and not answered yet, newest last.
    private var open: [Effect] = []
    private let isASCII: Bool
    private let keys = Keys.table.bindings.flatMap(\.keys)
    private var keysByContext: [Context: [KeyPress]] = [:]

    private static let letters = "abc(*.é漢0 /".map { KeyPress.character($0) } + [.backspace, .delete, .home, .end]

    init(seed: UInt64) {
        random = SplitMix(state: seed)
        isASCII = seed % 4 == 0
        app = Scenario(columns: 80, rows: 24, glyphs: isASCII ? .ascii : .unicode)
        app.isWatched = false
        // Some look at one pane only, so that they get far into it.
        if seed % 3 != 0, let pane = Pane.allCases.randomElement(using: &random) { app.press(.pane(pane)) }
    }

    /// One to three things happen before the screen is drawn, as they do in the program; what is wrong with it then.
    mutating func live() -> [String] {
        for _ in 0..<Int.random(in: 1...3, using: &random) { act() }
        return app.faults
    }

    private mutating func act() {
        events += 1
        app.now = app.now + .milliseconds(Int.random(in: 1...700, using: &random))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<4: resize()
        case 4..<8: paste()
        case 8..<15: log()
        case 15..<19: news()
        case 19: send(.backend(.lost(generation: app.state.generation, .daemonEnded)), "the daemon goes")
        case 20: connect()
        case 21..<43: answer()
        case 43, 44: point()
        default: press()
        }
        open = (open + app.takeEffects()).suffix(12)
    }

    private mutating func send(_ event: AppEvent, _ words: @autoclosure () -> String) {
        diary.append(words())
        if diary.count > 24 { diary.removeFirst(8) }
        app.send(event)
    }

    // MARK: The person

    private mutating func press() {
        let context = app.state.context
        if keysByContext[context] == nil {
            keysByContext[context] = Keys.table.bindings.filter { $0.applies(in: context) }.flatMap(\.keys)
        }
        let choice: [KeyPress] =
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<7: keysByContext[context] ?? keys
            case 7: keys
            default: Self.letters
            }
        guard let key = choice.randomElement(using: &random) else { return }
        send(.input(.key(key)), "\(key) in \(context)")
    }

    private mutating func resize() {
        let size =
            switch Int.random(in: 0..<10, using: &random) {
            case 0: Size(columns: Int.random(in: 0...320, using: &random), rows: Int.random(in: 0...110, using: &random))
            case 1, 2: Size(columns: Int.random(in: 100...200, using: &random), rows: Int.random(in: 30...50, using: &random))
            default: Size(columns: Int.random(in: 38...100, using: &random), rows: Int.random(in: 9...28, using: &random))
            }
        resize(to: size)
        // Most of a life is spent on a small screen, whose pictures cost little.
        if size.columns > 200, Bool.random(using: &random) { resize(to: Size(columns: 80, rows: 24)) }
    }

    private mutating func resize(to size: Size) {
        send(.input(.resize(size)), "resize to \(size.columns)×\(size.rows)")
    }

    private mutating func point() {
        let size = app.state.size
        let place = Point(x: Int.random(in: 0...size.columns, using: &random), y: Int.random(in: 0...size.rows, using: &random))
        let act = [MouseEvent.Act.press, .wheelUp, .wheelDown].randomElement(using: &random) ?? .press
        send(.input(.mouse(MouseEvent(act, at: place))), "\(act) at \(place.x), \(place.y)")
    }

    /// A value that is only ever pasted where it must not be seen; else anything.
    private mutating func paste() {
        let field = app.state.form?.focused
        let isHidden = app.state.context == .form && field?.name == "JIRA_API_TOKEN" && field?.source == .typed
        let text = isHidden ? "hunter2hunter2" : Bool.random(using: &random) ? noise() : "two\nlines\n"
        send(.input(.paste(text)), "paste of \(text.count) characters")
    }

    // MARK: The daemon

    private mutating func log() {
        guard let (subject, view) = app.state.logs.min(by: { $0.value.generation < $1.value.generation }) else { return }
        let records = (0..<Int.random(in: 1...6, using: &random)).map { Sample.record(noise(), .info, second: $0) }
        send(.backend(.logs(subject, generation: view.generation, records)), "\(records.count) lines of \(subject)")
    }

    private mutating func news() {
        guard let server = Sample.household.randomElement(using: &random) else { return }
        let kinds: [ServerEvent.Kind] = [.phase, .removed, .added, .platform, .notice, .sessionOpened]
        let kind = kinds.randomElement(using: &random) ?? .phase
        let event = Sample.event(UInt64(diary.count), server.id.rawValue, noise(), kind: kind, .warning, status: server)
        send(.backend(.happened(generation: app.state.generation, event)), "\(kind) of \(server.id)")
    }

    private mutating func connect() {
        let event = BackendEvent.connected(
            generation: app.state.generation, daemon: Sample.daemon, servers: Bool.random(using: &random) ? Sample.household : [],
            at: Sample.now)
        send(.backend(event), "a connection")
    }

    /// Answers an open question: rightly, with an error, twice, or as if it had been another one.
    private mutating func answer() {
        guard let index = open.indices.randomElement(using: &random) else { return }
        let question = open[index]
        let kind = Int.random(in: 0..<10, using: &random)
        daemon.trouble = kind < 2 ? ErrorReport(code: "vault-locked", problem: noise(), remedy: noise()) : nil
        let events = daemon.answer(kind == 2 ? question.asked(earlier: 1) : question)
        // Asked once more, it is answered once more: late.
        if kind != 3 { open.remove(at: index) }
        for event in events { send(.backend(event), "answer \(kind) to \(question.name)") }
    }

    // MARK: Words

    /// What a badly behaved program might print.
    private mutating func noise() -> String {
        let control: [UInt8] = [0x1B, 0x5B, 0x0D, 0x07, 0x08, 0x00, 0x7F, 0x0A, 0x09]
        let beyond: [UInt8] = [0x9B, 0xE2, 0x80, 0xAE, 0xF0, 0xFF]
        let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
            let choice = Int.random(in: 0..<4, using: &random)
            if choice == 0 { return control.randomElement(using: &random) ?? 0x1B }
            if choice == 1, !isASCII { return beyond.randomElement(using: &random) ?? 0x9B }
            return UInt8.random(in: 0x20...0x7E, using: &random)
        }
        return String(decoding: bytes, as: UTF8.self) + (isASCII ? "" : "漢字\u{202E}x\u{200D}é\u{FE0F}")
    }
}

extension Effect {
    /// Without what may be long, or secret.
    fileprivate var name: String { String("\(self)".prefix(60)) }

    /// The same question of an earlier generation, whose answer nobody waits for.
    fileprivate func asked(earlier steps: Int) -> Effect {
        switch self {
        case .connect(let generation, let launch): .connect(generation: generation - steps, launch: launch)
        case .reload(let generation): .reload(generation: generation - steps)
        case .follow(let subject, let generation): .follow(subject, generation: generation - steps)
        case .perform(let verb, let id, let generation): .perform(verb, id, generation: generation - steps)
        case .loadSecrets(let id, let generation): .loadSecrets(id, generation: generation - steps)
        case .applySecrets(let id, let values, let generation): .applySecrets(id, values, generation: generation - steps)
        case .rotateSecret(let id, let name, let value, let generation):
            .rotateSecret(id, name, value, generation: generation - steps)
        case .deleteSecret(let id, let name, let generation): .deleteSecret(id, name, generation: generation - steps)
        case .loadPlatforms(let generation): .loadPlatforms(generation: generation - steps)
        case .planPlatforms(let work, let generation): .planPlatforms(work, generation: generation - steps)
        case .applyPlatforms(let work, let agreed, let generation):
            .applyPlatforms(work, agreed: agreed, generation: generation - steps)
        case .ask(let request, let generation): .ask(request, generation: generation - steps)
        case .runCommand(let arguments, let columns, let generation):
            .runCommand(arguments, columns: columns, generation: generation - steps)
        case .unfollow, .withdraw, .logs, .copy, .useTheme, .useASCII, .useMouse, .offerThemes, .cancelCommand, .lendTerminal,
            .redraw, .suspend,
            .quit:
            self
        }
    }
}
