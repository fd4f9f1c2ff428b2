import ServerModel
import TerminalKit

/// News from the daemon.
extension AppState {
    /// A connection that lasted at least this long is made again by itself; one that breaks at once would break for ever.
    private static let stableConnection = Duration.seconds(5)

    mutating func handle(_ event: BackendEvent) -> [Effect] {
        switch event {
        case .connected(let generation, let daemon, let servers, let moment):
            guard generation == self.generation else { return [] }
            self.daemon = daemon
            link = .connected(since: now)
            saidFarewell = false
            picture(servers, at: moment)
            return followAgain()
        case .reloaded(let generation, let daemon, let servers, let moment):
            guard generation == self.generation else { return [] }
            self.daemon = daemon
            picture(servers, at: moment)
            return []
        case .happened(let generation, let event):
            guard generation == self.generation else { return [] }
            return take(event)
        case .lost(let generation, let report):
            guard generation == self.generation else { return [] }
            return lose(report)
        case .logs(let subject, let generation, let records):
            take(records, of: subject, generation: generation)
            return []
        case .logsEnded(let subject, let generation, let report):
            end(subject, generation: generation, report)
            return []
        case .logNews(let news): return take(news)
        case .performed(let verb, let id, let generation, let result):
            take(result, of: verb, on: id, generation: generation)
            return []
        case .secrets(let id, let generation, let result):
            take(result, of: id, generation: generation)
            return []
        case .secretsApplied(let id, let generation, let result):
            return take(result, of: id, generation: generation)
        case .platforms(let generation, let result):
            take(result, generation: generation)
            return []
        case .platformsPlanned(let generation, let result):
            take(plan: result, generation: generation)
            return []
        case .platformsApplied(let generation, let result):
            return take(applied: result, generation: generation)
        case .answered(let request, let generation, let result):
            return take(result, to: request, generation: generation)
        case .copied(let what, let ways):
            let none = "nothing here can copy: install wl-copy, xclip or xsel"
            toast = .note(ways.isEmpty ? none : "copied \(what) by \(ways.joined(separator: " and "))")
            return []
        case .commandSaid(let generation, let lines):
            take(commandLines: lines, generation: generation)
            return []
        case .commandEnded(let generation, let result):
            take(commandEnd: result, generation: generation)
            return []
        case .terminalReturned(let words, let result): return takeBack(words, result)
        case .themes(let news):
            take(news)
            return []
        case .secretRotated(let name, let id, let generation, let result):
            take(result, of: name, id, generation: generation)
            return []
        }
    }

    private mutating func picture(_ servers: [ServerStatus], at moment: Timestamp) {
        self.servers = servers.sorted { $0.id < $1.id }
        hasPicture = true
        pictureTaken = moment
        let present = Set(servers.map(\.id))
        marked.formIntersection(present)
        secrets?.isStale = true
        platforms.isStale = true
        let typedFor = drafts.keys.map(\.server) + [form?.server, secrets?.server].compactMap(\.self)
        for id in Set(typedFor).subtracting(present) { forgetSecrets(of: id) }
    }

    private mutating func take(_ event: ServerEvent) -> [Effect] {
        if event.isNews {
            feed.append(event, isNew: event.time >= began, hint: "; \(keyLabel(.pane(.platforms))) shows it")
        }
        let asked =
            hearHealth(of: event) + hearTools(of: event) + hearCalls(of: event) + hearSessions(of: event)
            + hearAlerts(of: event)
        return asked + takeStatus(of: event)
    }

    private mutating func takeStatus(of event: ServerEvent) -> [Effect] {
        if event.kind == .farewell { saidFarewell = true }
        // Which servers there are decides what clients should have.
        if [.added, .changed, .removed].contains(event.kind) { platforms.isStale = true }
        if event.kind == .platform { hear(of: event) }
        guard let id = event.server else {
            // It concerns the daemon: what is wrong with it may be another now.
            return event.kind == .notice ? [.reload(generation: generation)] : []
        }
        if event.kind == .removed {
            return remove(id)
        }
        // A start may have found another value, an edit may ask for others.
        if secrets?.server == id, event.isNews { secrets?.isStale = true }
        // The list was loaded after this had happened, so it already says so, and newer things too.
        guard pictureTaken.map({ event.time >= $0 }) ?? true else { return [] }
        if let status = event.status {
            show(status)
            return []
        }
        return event.kind == .added || event.kind == .changed ? [.reload(generation: generation)] : []
    }

    private mutating func show(_ status: ServerStatus) {
        if let index = servers.firstIndex(where: { $0.id == status.id }) {
            servers[index] = status
        } else {
            servers.insert(status, at: servers.firstIndex { $0.id > status.id } ?? servers.endIndex)
        }
    }

    private mutating func remove(_ id: ServerID) -> [Effect] {
        servers.removeAll { $0.id == id }
        marked.remove(id)
        running[id] = nil
        forgetSecrets(of: id)
        return forgetLogs(of: id)
    }

    private mutating func lose(_ report: ErrorReport) -> [Effect] {
        running = [:]
        secrets?.isStale = true
        interruptForm()
        interruptServerForm()
        interruptImport()
        interruptPlan()
        // Somebody stopped it on purpose: bringing it back is for a person to say.
        if saidFarewell {
            link = .lost(.daemonStopped)
            return []
        }
        if case .connected(let since) = link, now - since >= Self.stableConnection {
            return connect()
        }
        link = .lost(report)
        return []
    }

    private mutating func take(
        _ result: Result<ServerStatus, ErrorReport>, of verb: Verb, on id: ServerID, generation: Int
    ) {
        guard running[id]?.generation == generation else { return }
        running[id] = nil
        switch result {
        case .success(let status):
            // Events travel on a way of their own and may have brought something newer.
            if server(id).map({ $0.since <= status.since }) ?? false { show(status) }
        case .failure(let report):
            toast = .error(report)
            feed.append(
                EventFeed.Entry(
                    time: now, subject: SafeText(id.rawValue), kind: .event(.error),
                    text: SafeText("\(verb.rawValue): \(report.problem)"), server: id))
        }
    }
}

extension ServerEvent {
    /// Whether people are told. What may become an alert, or passed before it was one, is none of their business.
    fileprivate var isNews: Bool { kind != .observed && !isOurs && (alert == nil || alert?.firedAt != nil) }

    /// Whether it tells of a session of the daemon itself, which asks for tools and calls them for the dashboard.
    private var isOurs: Bool {
        [.sessionOpened, .sessionClosed].contains(kind) && message.hasPrefix("client \(CommandProgram.name) ")
    }
}
