import ServerModel

/// How the evidence, the rules and the time become news.
extension AlertEngine {
    /// What time it is. Never goes back for whoever decides.
    mutating func look(at now: Timestamp) {
        if isFresh || lastSeen.map({ now < $0 }) ?? false {
            evidence.clamp(to: now)
            for id in tracked.keys {
                guard var alert = tracked[id] else { continue }
                alert.clamp(to: now)
                if let window = rule(of: alert.alert)?.condition.window {
                    alert.carriedUntil = isFresh ? now + window : alert.carriedUntil.map { min($0, now + window) }
                }
                tracked[id] = alert
            }
            isFresh = false
        }
        lastSeen = now
    }

    /// Makes an alert of a condition that holds, if there is none.
    mutating func begin(_ rule: AlertRule, _ subject: AlertSubject, at now: Timestamp) {
        let id = "\(rule.name)/\(subject.word)"
        guard tracked[id] == nil, case .holds = evidence.verdict(on: rule.condition, of: subject, at: now),
            let words = AlertWording.of(rule.condition, of: subject, evidence, at: now)
        else { return }
        let alert = Alert(
            id: id, rule: rule.name, server: subject.server, platform: subject.platform, severity: rule.severity, state: .pending,
            message: words.message, remedy: words.remedy, began: now)
        tracked[id] = TrackedAlert(alert, since: now)
    }

    /// Looks at every alert again.
    mutating func settle(at now: Timestamp) -> [AlertNews] {
        let before = silences.count
        silences.removeAll { $0.until <= now }
        if silences.count != before { changes += 1 }
        var all: [AlertNews] = []
        for id in tracked.keys.sorted() {
            guard var alert = tracked[id] else { continue }
            let isNew = alert.alert.began == now && alert.verdict == .open && alert.alert.state == .pending
            let before = alert
            var news: AlertNews?
            if let rule = rule(of: alert.alert), let terms = terms(of: alert.alert) {
                let subject = AlertSubject(of: alert.alert)
                let verdict = evidence.verdict(on: rule.condition, of: subject, at: now)
                var words: AlertWording?
                if case .holds = verdict { words = AlertWording.of(rule.condition, of: subject, evidence, at: now) }
                alert.alert.severity = rule.severity
                news = alert.observe(verdict, in: words, under: terms, at: now)
                if news == nil, isNew { news = AlertNews(.changed, alert.alert) }
            } else {
                news = alert.observe(.ended, in: nil, under: terms(of: alert.alert, by: nil), at: now)
            }
            if let news { all.append(news) }
            keep(alert, insteadOf: before)
        }
        remember(all)
        return all
    }

    mutating func end(before now: Timestamp, where isOver: (Alert) -> Bool) -> [AlertNews] {
        let all = tracked.keys.sorted().compactMap { id -> AlertNews? in
            guard var alert = tracked[id], isOver(alert.alert) else { return nil }
            let before = alert
            let terms = terms(of: alert.alert, by: rule(of: alert.alert))
            let news = alert.observe(.ended, in: nil, under: terms, at: now)
            keep(alert, insteadOf: before)
            return news
        }
        remember(all)
        return all
    }

    /// What a daemon before us was still telling, and is worth telling now: nobody has seen it, silenced it or switched its rule off
    /// meanwhile. That something is over is told whatever became of its rule.
    public mutating func resume(at now: Timestamp) -> [AlertNews] {
        look(at: now)
        let worth = unfinished.filter { news in
            if silences.contains(where: { $0.until > now && $0.covers(news.alert) }) { return false }
            guard news.kind == .fired else { return true }
            let current = tracked[news.alert.id]?.alert
            return rule(of: news.alert) != nil && (current?.began != news.alert.began || current?.acknowledgedAt == nil)
        }
        if worth.count != unfinished.count { changes += 1 }
        unfinished = worth
        return worth
    }

    /// What is told must arrive, whatever becomes of us. That it *still* fires is worth nothing later.
    private mutating func remember(_ news: [AlertNews]) {
        let telling = news.filter { !$0.channels.isEmpty && $0.kind != .repeated }
        guard !telling.isEmpty else { return }
        unfinished += telling
        unfinished.removeFirst(max(0, unfinished.count - Self.unfinishedLimit))
        changes += 1
    }

    private mutating func keep(_ alert: TrackedAlert, insteadOf before: TrackedAlert) {
        guard alert.alert.state == .resolved else {
            tracked[alert.alert.id] = alert
            if alert.isWorthKeeping(over: before) { changes += 1 }
            return
        }
        tracked[alert.alert.id] = nil
        guard alert.alert.firedAt != nil else { return }
        over.insert(alert.alert, at: 0)
        over.removeLast(max(0, over.count - Self.rememberedLimit))
        changes += 1
    }

    /// The rule an alert is by; `nil` when there is none any more, or it is not about such a thing.
    private func rule(of alert: Alert?) -> AlertRule? {
        guard let alert, let rule = rules.first(where: { $0.name == alert.rule && $0.isEnabled }) else { return nil }
        return rule.covers(AlertSubject(of: alert)) ? rule : nil
    }

    func terms(of alert: Alert) -> AlertTerms? {
        rule(of: alert).map { terms(of: alert, by: $0) }
    }

    private func terms(of alert: Alert, by rule: AlertRule?) -> AlertTerms {
        AlertTerms(
            hold: .wholeMilliseconds(rule?.forSeconds ?? 0), clear: .wholeMilliseconds(rule?.clearSeconds ?? 0),
            repeating: repeating,
            isSilenced: lastSeen.map { now in silences.contains { $0.until > now && $0.covers(alert) } } ?? false,
            isAboutState: rule?.condition.isAboutState ?? false,
            channels: channels.filter { rule?.channels?.contains($0) ?? true }, available: channels)
    }
}
