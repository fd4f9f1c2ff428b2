import ServerModel
import TerminalKit

/// Everything known of one server, as lines of text; what is wrong and what to press comes first.
struct StatusPage {
    let server: ServerStatus
    let localTime: LocalTime
    let now: Timestamp
    let keys: BindingTable<Action, Context>
    let glyphs: Glyphs
    let state: AppState

    init(_ server: ServerStatus, state: AppState, glyphs: Glyphs) {
        self.server = server
        self.state = state
        localTime = state.localTime
        now = state.now
        keys = state.keys
        self.glyphs = glyphs
    }

    /// Columns for text within a pane of this frame.
    static func width(_ pane: Rect) -> Int { max(1, pane.width - 6) }
    /// Rows for text within a pane of this frame.
    static func rows(_ pane: Rect) -> Int { max(0, pane.height - 2 - topMargin(pane)) }
    /// A blank row above the text where rows are not scarce.
    static func topMargin(_ pane: Rect) -> Int { pane.height >= 20 ? 1 : 0 }

    static let labelWidth = 10

    func lines(width: Int) -> [StyledLine] {
        let sections = [
            heading(width: width), trouble(width: width), facts(width: width), graphs(width: width), sessions(width: width),
            elsewhere(width: width), diagnostics(width: width),
        ]
        return Array(sections.filter { !$0.isEmpty }.joined(separator: [.blank]))
    }

    // MARK: - Heading

    private func heading(width: Int) -> [StyledLine] {
        let look = ServerLook(server, glyphs: glyphs)
        let left = [
            Piece(look.glyph, look.token), Piece(" "), Piece(SafeText(server.id.rawValue), .textStrong, bold: true), Piece("  "),
            Piece(sentence, Style(look.token == .ok || look.token == .off ? .textDim : look.token)),
        ]
        let facts = [server.mode.rawValue, server.transportWord] + [server.run?.protocolVersion].compactMap { $0 }
        let right = Piece(facts.map { SafeText($0) }.joined(separator: SafeText(" ") + glyphs.dot + " "), .textDim)
        guard left.width + 3 + right.text.width <= width else {
            return [StyledLine(left), StyledLine([Piece("  "), right])]
        }
        return [StyledLine(left, trailing: [right])]
    }

    /// `ready since 14:02`
    private var sentence: SafeText {
        // Its health was found bad before it showed in the phase.
        let found = server.phase.name == .degraded ? server.health.map { min($0.since, server.since) } : nil
        let since = localTime.short(found ?? server.since, today: now)
        return switch server.phase {
        case .stopped: SafeText("stopped since \(since)")
        case .starting: SafeText("starting since \(since)")
        case .ready: SafeText("ready since \(since)")
        case .degraded: SafeText("degraded since \(since)")
        case .stopping: SafeText("stopping since \(since)")
        case .waiting(let until, _): SafeText("restarts at \(localTime.clock(until))")
        case .failed: SafeText("failed since \(since)")
        case .needsSecret: SafeText("needs a secret since \(since)")
        case .disabled: "disabled"
        case .unknown: SafeText("unreachable since \(since)")
        }
    }

    // MARK: - What is wrong, and the next key

    private func trouble(width: Int) -> [StyledLine] {
        switch server.phase {
        case .ready, .stopping: return []
        case .starting:
            return server.preparation.map { field("now", SafeText($0), .pending, width: width) + progress(width) } ?? []
        case .stopped:
            let how =
                switch server.start {
                case .onDemand: "it starts when a client connects"
                case .login: "it starts with the daemon"
                case .manual: "it starts only when told to"
                }
            return field("now", SafeText(how), width: width) + next([.start], width: width)
        case .waiting(let until, let crashes):
            let times = crashes == 1 ? "once" : "\(crashes) times in a row"
            let what = server.lastExit?.status.isDisconnection == true ? "lost" : "crashed"
            let why = server.lastExit?.cause.map { ": \($0)" } ?? ""
            return field("problem", SafeText("\(what) \(times)\(why)"), .warn, width: width)
                + (server.lastExit?.hint.map { field("remedy", SafeText($0), width: width) } ?? [])
                + field("next", SafeText("starts again by itself at \(localTime.clock(until))"), width: width)
                + next([.showLogs, .restart, .stop], label: "", width: width)
        case .degraded(let reason):
            let remedy = server.health.flatMap { $0.reason == reason ? $0.remedy : nil }
            return field("problem", SafeText(reason), .warn, width: width)
                + (remedy.map { field("remedy", SafeText($0), width: width) } ?? []) + next([.showLogs, .restart], width: width)
        case .failed(let error):
            let keys: [Action] = error.code == "invalid-definition" ? [] : [.restart, .showLogs]
            return field("problem", SafeText(error.problem), .error, width: width)
                + field("remedy", SafeText(error.remedy), width: width) + next(keys, width: width)
        case .needsSecret(let error):
            return field("problem", SafeText(error.problem), .secret, width: width)
                + field("remedy", SafeText(error.remedy), width: width) + next([.showSecrets, .start], width: width)
        case .disabled:
            return next([.forms(.toggle), .forms(.edit)], width: width)
        case .unknown(let reason):
            return field("problem", SafeText(reason), .warn, width: width) + next([.refresh], width: width)
        }
    }

    /// Nobody knows how long it takes; that it goes on is to be seen.
    private func progress(_ width: Int) -> [StyledLine] {
        let seconds = max(0, Int((now - server.since) / .seconds(1)))
        return [
            StyledLine([labelSpan("")] + ProgressBar(width: min(32, max(8, width - 14)), tick: seconds, glyphs: glyphs).pieces)
        ]
    }

    /// `press  r restart   l logs`
    private func next(_ actions: [Action], label: SafeText = "next", width: Int) -> [StyledLine] {
        let hints = actions.compactMap { action -> [Piece]? in
            guard let binding = keys.binding(for: action), let key = binding.keys.first else { return nil }
            return [Piece(glyphs.key(key), .key, bold: true), Piece(SafeText(" \(binding.label)"))]
        }
        guard !hints.isEmpty else { return [] }
        return [StyledLine([labelSpan(label)] + Array(hints.joined(separator: [Piece("   ")])))]
    }

    // MARK: - Facts

    private func facts(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        if let summary = server.summary { lines += field("about", SafeText(summary), width: width) }
        if !server.commandLine.isEmpty { lines += field("command", SafeText(server.commandLine), width: width) }
        if let run = server.run {
            let process = run.processID.map { SafeText("\($0)") + dot } ?? .empty
            lines += field("process", process + SafeText("run \(run.number)"), width: width)
            if let milliseconds = run.readyAfterMilliseconds {
                lines += field("ready", SafeText("after \(Self.duration(milliseconds))"), width: width)
            }
            if let health = health { lines += field("health", health, width: width) }
            if let use = server.use { lines += field("uses", uses(use), width: width) }
            if let name = run.serverName {
                let version = run.serverVersion.map { SafeText(" \($0)") } ?? .empty
                lines += field("server", SafeText(name) + version, width: width)
            }
        }
        if let words = server.sharing.words { lines += field("sharing", SafeText(words), width: width) }
        if server.restarts > 0 { lines += field("restarts", SafeText("\(server.restarts)"), width: width) }
        if let end = server.lastExit {
            let when = localTime.short(end.at, today: now)
            lines += field("last exit", SafeText(end.words) + dot + SafeText(when), width: width)
            for line in end.stderrTail.suffix(5) {
                lines += field("", SafeText(line), .textDim, width: width)
            }
        }
        return lines
    }

    /// `healthy · answers in 2.1 ms`; the reason of anything else is told as the problem already.
    private var health: SafeText? {
        guard let health = server.health, health.state != .unknown || health.cause == .disabled else { return nil }
        var words = SafeText(health.state.rawValue)
        if health.state != .healthy, let cause = health.cause { words = words + dot + SafeText(cause.rawValue) }
        if let milliseconds = health.responseMilliseconds {
            words = words + dot + SafeText("answers in \(HealthWords.milliseconds(milliseconds))")
        }
        return words
    }

    var dot: SafeText { SafeText(" ") + glyphs.dot + " " }

    /// `2 % of a core · 71 MB · 14 files · 2 processes`
    private func uses(_ use: ResourceUse) -> SafeText {
        var parts = [byteWords(use.residentBytes)]
        if let cpu = use.cpu { parts.insert("\(Self.percent(cpu)) of a core", at: 0) }
        if let files = use.openFiles { parts.append("\(files) files") }
        if use.processes != 1 { parts.append("\(use.processes) processes") }
        return SafeText(parts[0]) + parts.dropFirst().reduce(SafeText.empty) { $0 + dot + SafeText($1) }
    }

    /// Tenths below ten, as `top` has them; more would only flicker.
    static func percent(_ cores: Double) -> String {
        let tenths = Int((cores * 1000).rounded())
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) %" : "\((tenths + 5) / 10) %"
    }

    private static func duration(_ milliseconds: Int) -> String {
        milliseconds < 10_000 ? "\(milliseconds) ms" : "\(milliseconds / 1000) s"
    }

    // MARK: - Sessions

    private func sessions(width: Int) -> [StyledLine] {
        guard !server.sessions.isEmpty else { return [] }
        let numbers = 10
        let times = 9
        let names = max(8, min(32, width - numbers - times - 4))
        func row(_ name: [Piece], _ requests: SafeText, _ since: SafeText, _ token: StyleToken) -> StyledLine {
            StyledLine(
                name + [
                    Piece(SafeText(repeating: " ", columns: names - name.width)),
                    Piece(requests.padded(to: numbers, alignment: .trailing), token), Piece("  "), Piece(since, .textDim),
                ])
        }
        let heading = row([Piece("Sessions", .textStrong, bold: true)], "requests", "since", .textDim)
        return [heading]
            + server.sessions.map { session in
                let name = SafeText(session.clientName ?? session.platform ?? "a client")
                let known = session.platform.flatMap { Self.letters($0) == Self.letters(name.string) ? nil : SafeText($0) }
                var spans = [Piece(name.truncated(to: names, ellipsis: glyphs.kit.ellipsis))]
                if let known, name.width + 2 + known.width <= names { spans += [Piece("  "), Piece(known, .textDim)] }
                let since = SafeText(localTime.short(session.since, today: now))
                return row(spans, SafeText("\(session.requests)"), since, .text)
            }
    }

    /// What remains to tell `Claude Desktop` from `claude-desktop`: nothing.
    private static func letters(_ name: String) -> String {
        name.lowercased().filter(\.isLetter)
    }

    // MARK: - Definition

    private func diagnostics(width: Int) -> [StyledLine] {
        guard !server.diagnostics.isEmpty else { return [] }
        var lines = [StyledLine([Piece("Definition", .textStrong, bold: true)])]
        for diagnostic in server.diagnostics {
            let token: StyleToken = diagnostic.severity == .error ? .error : .warn
            let place = SafeText("\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)")
            lines.append(
                StyledLine([
                    Piece(glyphs.severity(diagnostic.severity), token), Piece(" "),
                    Piece(place.truncated(to: width - 2, at: .middle, ellipsis: glyphs.kit.ellipsis), .textDim),
                ]))
            lines += SafeText(diagnostic.message).wrapped(to: width - 2).map { StyledLine([Piece("  "), Piece($0)]) }
            lines += SafeText(diagnostic.fix).wrapped(to: width - 2).map { StyledLine([Piece("  "), Piece($0, .textDim)]) }
        }
        return lines
    }

    // MARK: - Rows of label and value

    func field(_ label: SafeText, _ value: SafeText, _ token: StyleToken = .text, width: Int) -> [StyledLine] {
        let room = max(8, width - Self.labelWidth - 2)
        return value.wrapped(to: room).enumerated().map { index, line in
            StyledLine([labelSpan(index == 0 ? label : ""), Piece(line, token)])
        }
    }

    func labelSpan(_ label: SafeText) -> Piece {
        Piece(label.padded(to: Self.labelWidth, alignment: .trailing) + "  ", .textDim)
    }
}
