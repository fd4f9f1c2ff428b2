import ServerModel

/// `alerts.rules:` — a mapping from names to what is different.
struct AlertRulesReading {
    var rules = AlertRule.builtIn
    /// Each mention of a channel in a rule, for whoever knows which of them there are.
    var namedChannels: [(channel: AlertChannelKind, place: Place?)] = []

    init() {}

    init(reading reader: NodeReader) {
        for (name, place, _) in reader.all() {
            let index = rules.firstIndex { $0.name == name }
            guard index != nil || Self.isName(name) else {
                reader.findings.error(
                    at: place, "'\(clipped(name))' cannot be the name of a rule",
                    fix: "use up to 64 lower-case letters, digits and '-', beginning with a letter")
                continue
            }
            let read = reader.section(name) { section in
                AlertRule(name: name, changing: index.map { rules[$0] }, reading: section).map {
                    ($0, section.has("notify") ? section.place(of: "notify") : nil)
                }
            }
            guard let (rule, channelPlace) = read.flatMap({ $0 }) else {
                // Nothing after the colon: a built-in rule stays as it is, another would be none.
                if index == nil, !reader.has(name) { Self.tellMissingCondition(of: name, at: place, reader.findings) }
                continue
            }
            namedChannels += (rule.channels ?? []).map { ($0, channelPlace) }
            if let index { rules[index] = rule } else { rules.append(rule) }
        }
    }

    static func tellMissingCondition(of name: String, at place: Place?, _ findings: Findings) {
        let words = AlertCondition.usual.map(\.word).joined(separator: ", ")
        findings.error(
            at: place, "the rule '\(clipped(name))' has no condition",
            fix: closestMatch(to: name, among: AlertRule.builtIn.map(\.name)).map { "did you mean '\($0)'?" }
                ?? "write 'condition:' and one of: \(words)")
    }

    private static func isName(_ name: String) -> Bool {
        guard name.utf8.count <= 64, let first = name.utf8.first, (97...122).contains(first) else { return false }
        return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

extension AlertRule {
    /// `alerts.rules.NAME:`. `nil` when there is no condition to go by, which is told.
    ///
    /// - Parameter known: the built-in rule of this name.
    init?(name: String, changing known: AlertRule?, reading reader: NodeReader) {
        let word = reader.word("condition", of: AlertCondition.usual.map(\.word))
        let usual = AlertCondition.usual.first { $0.word == word }
        guard let start = word == known?.condition.word ? known?.condition : usual ?? known?.condition else {
            if !reader.has("condition") { AlertRulesReading.tellMissingCondition(of: name, at: reader.place, reader.findings) }
            // Which keys belong here nobody can say.
            _ = reader.all()
            return nil
        }
        self = known ?? AlertRule(name: name, condition: start)
        condition = AlertCondition(changing: start, reading: reader)
        forSeconds = reader.seconds("for", in: 0...604_800) ?? forSeconds
        clearSeconds = reader.seconds("clear", in: 0...604_800) ?? clearSeconds
        severity = reader.word("severity", of: ["info", "warning", "error"]).flatMap(Severity.init) ?? severity
        if condition.isAboutServers { servers = Self.servers(reader) ?? servers }
        channels = reader.words("notify", AlertChannelKind.self, noun: "channel") ?? channels
        isEnabled = reader.flag("enabled") ?? isEnabled
    }

    private static func servers(_ reader: NodeReader) -> [ServerID]? {
        reader.texts("servers")?.compactMap { name in
            do throws(InvalidServerName) {
                return try ServerID(name)
            } catch {
                reader.error("servers", "'\(clipped(name))' cannot be the name of a server", fix: error.remedy)
                return nil
            }
        }
    }
}

extension AlertCondition {
    /// More samples than this are not kept of a server.
    private static let countable = 1...1000

    /// The keys of one condition. What the section does not say is as in `start`.
    init(changing start: AlertCondition, reading reader: NodeReader) {
        func window(_ usual: Double) -> Double { reader.seconds("window", in: 1...86_400) ?? usual }
        func calls(_ usual: Int) -> Int { reader.integer("calls", in: Self.countable) ?? usual }
        self =
            switch start {
            case .state(let states): .state(reader.words("states", HealthState.self, noun: "state") ?? states)
            case .restarts(let count, let seconds):
                .restarts(count: reader.integer("count", in: Self.countable) ?? count, windowSeconds: window(seconds))
            case .errorRate(let share, let seconds, let count):
                .errorRate(share: reader.share("share") ?? share, windowSeconds: window(seconds), calls: calls(count))
            case .latency(let milliseconds, let seconds, let count):
                .latency(
                    milliseconds: reader.number("milliseconds", in: 1...86_400_000) ?? milliseconds,
                    windowSeconds: window(seconds), calls: calls(count))
            case .memory(let bytes): .memory(bytes: reader.bytes("bytes") ?? bytes)
            case .drift: .drift
            case .disk(let bytes): .disk(freeBytes: reader.bytes("free") ?? bytes)
            }
    }

    /// Whether `servers:` means anything.
    fileprivate var isAboutServers: Bool {
        switch self {
        case .state, .restarts, .errorRate, .latency, .memory: true
        case .drift, .disk: false
        }
    }
}

extension NodeReader {
    /// A list of words, none of them twice; `nil` when absent, empty or not understood, which is told.
    fileprivate func words<Word: RawRepresentable & CaseIterable & Hashable>(
        _ key: String, _: Word.Type, noun: String
    ) -> [Word]? where Word.RawValue == String {
        guard let written = texts(key) else { return nil }
        let known = Word.allCases.map(\.rawValue)
        if let unknown = written.first(where: { !known.contains($0) }) {
            error(
                key, "there is no \(noun) '\(clipped(unknown))'",
                fix: closestMatch(to: unknown, among: known).map { "did you mean '\($0)'?" }
                    ?? "the choices are: \(known.joined(separator: ", "))")
            return nil
        }
        guard !written.isEmpty, Set(written).count == written.count else {
            error(key, "\(key) must name each \(noun) once, and at least one", fix: "write '\(key): [\(known[0])]'")
            return nil
        }
        return written.compactMap(Word.init)
    }

    /// A part of a whole, 0 to 1, from `0.5` or `50%`.
    fileprivate func share(_ key: String) -> Double? {
        guard let written = text(key), written.hasSuffix("%") else { return number(key, in: 0.01...1) }
        guard let percent = Quantity.decimal(String(written.dropLast())), (1...100).contains(percent) else {
            error(key, "\(key) must be from 1% to 100%", fix: "write 50%, or 0.5")
            return nil
        }
        return percent / 100
    }
}
