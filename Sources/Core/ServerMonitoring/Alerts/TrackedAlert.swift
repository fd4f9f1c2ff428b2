import ServerModel

/// An alert that is pending or firing, and all that decides what becomes of it.
struct TrackedAlert: Hashable, Sendable {
    var alert: Alert
    /// From when on ``AlertRule/forSeconds`` are counted. As the moments below it moves when the clock is set; those of the
    /// alert itself, which people see, do not.
    var since: Timestamp
    /// Since when the condition does not hold; `nil` while it does.
    var clearedAt: Timestamp?
    /// When people were told last; `nil`: not yet.
    var toldAt: Timestamp?
    /// Who was told that it fires, and is told when it is over.
    var told: [AlertChannelKind] = []
    /// The last verdict.
    var verdict = AlertVerdict.open
    /// Until then a condition counts as holding whose samples a daemon before us had.
    var carriedUntil: Timestamp?

    init(_ alert: Alert, since: Timestamp) {
        self.alert = alert
        self.since = since
    }

    /// Takes in a verdict; what is news about it. Once it is resolved, nothing is.
    mutating func observe(
        _ verdict: AlertVerdict, in words: AlertWording?, under terms: AlertTerms, at now: Timestamp
    ) -> AlertNews? {
        var news: AlertNews?
        if let end = carriedUntil, now >= end { carriedUntil = nil }
        self.verdict = verdict == .clear && carriedUntil != nil ? .open : verdict
        switch self.verdict {
        case .ended: return ended(under: terms, at: now)
        case .clear:
            let clearing = clearedAt ?? now
            clearedAt = clearing
            if alert.state == .pending || now - clearing >= terms.clear { return ended(under: terms, at: now) }
        case .holds:
            news = held(in: words, under: terms, at: now)
        case .open: break
        }
        if alert.isSilenced != terms.isSilenced {
            alert.isSilenced = terms.isSilenced
            news = news ?? AlertNews(.changed, alert)
        }
        return telling(under: terms, at: now) ?? news.map { AlertNews($0.kind, alert) }
    }

    /// When to look at it again if nothing happens before; always later than the last verdict.
    func deadline(under terms: AlertTerms) -> Timestamp? {
        var moments: [Timestamp?] = []
        switch verdict {
        case .holds(let until): moments = [until, alert.state == .pending ? since + terms.hold : nil]
        case .clear: moments = [clearedAt.map { $0 + terms.clear }]
        case .open: moments = [carriedUntil]
        case .ended: break
        }
        if let toldAt, let pause = terms.repeating, mayBeTold(under: terms) { moments.append(toldAt + pause) }
        return moments.compactMap(\.self).min()
    }

    /// What lies in the future happened now: the clock was set back while nobody looked.
    mutating func clamp(to now: Timestamp) {
        since = min(since, now)
        clearedAt = clearedAt.map { min($0, now) }
        toldAt = toldAt.map { min($0, now) }
    }

    mutating func shift(by step: Duration) {
        since = since + step
        clearedAt = clearedAt.map { $0 + step }
        toldAt = toldAt.map { $0 + step }
        carriedUntil = carriedUntil.map { $0 + step }
        if case .holds(let until?) = verdict { verdict = .holds(until: until + step) }
    }

    private mutating func held(in words: AlertWording?, under terms: AlertTerms, at now: Timestamp) -> AlertNews? {
        var news: AlertNews?
        if clearedAt != nil {
            clearedAt = nil
            alert.flaps += 1
            news = AlertNews(.changed, alert)
        }
        if let words, words.message != alert.message {
            alert.message = words.message
            alert.remedy = words.remedy
            // Figures change with every sample; another cause is worth a line.
            if terms.isAboutState { news = AlertNews(.changed, alert) }
        }
        if alert.state == .pending, now - since >= terms.hold {
            alert.state = .firing
            alert.firedAt = now
            news = AlertNews(.fired, alert)
        }
        return news
    }

    private func mayBeTold(under terms: AlertTerms) -> Bool {
        alert.state == .firing && clearedAt == nil && alert.acknowledgedAt == nil && !terms.isSilenced
    }

    private mutating func telling(under terms: AlertTerms, at now: Timestamp) -> AlertNews? {
        guard mayBeTold(under: terms) else { return nil }
        if let toldAt {
            guard let pause = terms.repeating, now - toldAt >= pause else { return nil }
            self.toldAt = now
            return AlertNews(.repeated, alert, channels: terms.channels)
        }
        toldAt = now
        told = terms.channels
        return AlertNews(.fired, alert, channels: told)
    }

    private mutating func ended(under terms: AlertTerms, at now: Timestamp) -> AlertNews {
        let wasFiring = alert.state == .firing
        alert.state = .resolved
        alert.resolvedAt = clearedAt ?? now
        alert.isSilenced = terms.isSilenced
        guard wasFiring else { return AlertNews(.changed, alert) }
        return AlertNews(.resolved, alert, channels: terms.isSilenced ? [] : told.filter(terms.available.contains))
    }
}

/// What holds for one alert now.
struct AlertTerms: Hashable, Sendable {
    /// How long the condition must hold, and how long it must not.
    var hold, clear: Duration
    /// `nil`: it is never told again.
    var repeating: Duration?
    var isSilenced: Bool
    /// Whether what is said of it names a cause.
    var isAboutState: Bool
    /// Who is told.
    var channels: [AlertChannelKind]
    /// Who could be.
    var available: [AlertChannelKind]
}

/// What is kept across daemons; the rest is found out anew.
extension TrackedAlert: Codable {
    var kept: TrackedAlert {
        var kept = self
        kept.verdict = .open
        kept.carriedUntil = nil
        return kept
    }

    private enum CodingKeys: String, CodingKey { case alert, since, clearedAt, toldAt, told }
}
