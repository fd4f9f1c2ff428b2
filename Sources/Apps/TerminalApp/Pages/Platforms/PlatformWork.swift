import ServerModel

/// Something that writes clients' files: looked at as a plan first, and then done, or left.
struct PlatformWork: Hashable, Sendable {
    var kind: Kind
    /// `Sync Cursor`
    var title: String
    /// What comes of it when no file changes; `nil` when nothing does.
    var quietEffect: String?

    enum Kind: Hashable, Sendable {
        case sync(PlatformSyncRequest)
        /// The writing with this id.
        case undo(String)
        /// The whole file of this client.
        case restore(String)
    }

    // MARK: What people can want

    static func sync(_ platform: PlatformStatus) -> PlatformWork {
        PlatformWork(
            kind: .sync(PlatformSyncRequest(platforms: [platform.id])), title: "Sync \(platform.title)",
            quietEffect: platform.isConfigured
                ? nil : "No file changes. From now on your servers are kept in \(platform.title).")
    }

    static func sync(_ server: ServerID, into platform: PlatformStatus) -> PlatformWork {
        PlatformWork(
            kind: .sync(PlatformSyncRequest(platforms: [platform.id], servers: [server.rawValue])),
            title: "Sync \(server) to \(platform.title)")
    }

    static let syncAll = PlatformWork(kind: .sync(PlatformSyncRequest()), title: "Sync all clients")

    static func release(_ platform: PlatformStatus) -> PlatformWork {
        PlatformWork(
            kind: .sync(PlatformSyncRequest(platforms: [platform.id], purpose: .release)), title: "Release \(platform.title)",
            quietEffect: "No file changes. \(platform.title) is not looked after any more.")
    }

    static func undo(_ record: PlatformSyncRecord, at time: String) -> PlatformWork {
        PlatformWork(
            kind: .undo(record.id), title: "Undo the \(record.what) of \(time)",
            quietEffect: "No file changes: they are what they were already.")
    }

    static func restore(_ platform: PlatformStatus) -> PlatformWork {
        PlatformWork(kind: .restore(platform.id), title: "Put back the file of \(platform.title)")
    }

    /// What becomes of one entry that somebody else changed, took out or made.
    ///
    /// - Parameter isKnown: whether we have its server; a plan can name no other.
    static func decision(
        _ choice: PlatformSyncRequest.Decision.Choice, on entry: PlatformEntry, in platform: PlatformStatus, isKnown: Bool
    ) -> PlatformWork {
        var request = PlatformSyncRequest(platforms: [platform.id])
        if isKnown, let server = entry.server { request.servers = [server.rawValue] }
        var work = PlatformWork(kind: .sync(request), title: "'\(entry.name)' in \(platform.title)")
        work.decide(choice, [PlatformSyncRequest.Decision(platform: platform.id, name: entry.name, choice: choice)])
        return work
    }

    /// The same with the questions of its plan answered.
    func answering(
        _ questions: [PlatformRefusal], _ choice: PlatformSyncRequest.Decision.Choice
    ) -> PlatformWork {
        var work = self
        work.decide(
            choice, questions.map { PlatformSyncRequest.Decision(platform: $0.platform, name: $0.name, choice: choice) })
        return work
    }

    private mutating func decide(
        _ choice: PlatformSyncRequest.Decision.Choice, _ decisions: [PlatformSyncRequest.Decision]
    ) {
        guard case .sync(var request) = kind else { return }
        request.decisions += decisions
        kind = .sync(request)
        if choice == .theirs, request.purpose == .sync {
            quietEffect = "No file changes. What is there is theirs from now on, and sync leaves it alone."
        }
    }

    /// Whether nothing of ours is to be left in the client's file.
    var isRelease: Bool {
        if case .sync(let request) = kind { request.purpose == .release } else { false }
    }

    /// Whether what others wrote goes with it: a whole file, or an entry that is to be as we want it.
    var overwritesOthers: Bool {
        switch kind {
        case .sync(let request): request.decisions.contains { $0.choice == .ours }
        case .restore: true
        // Only what is ours goes back.
        case .undo: false
        }
    }

    var isUndo: Bool {
        if case .undo = kind { true } else { false }
    }

    // MARK: Words

    /// `sync`, `release`, `undo` or `restore`, as the command line and the daemon's history have it.
    var verb: String {
        switch kind {
        case .sync(let request): request.purpose.rawValue
        case .undo: "undo"
        case .restore: "restore"
        }
    }

    /// The same on the command line.
    var command: String {
        let words: [String] =
            switch kind {
            case .sync(let request): [verb] + request.platforms + Self.options(of: request)
            case .undo(let id): [verb, id]
            case .restore(let platform): [verb, platform]
            }
        return ShellWords.joined(["mcp-manager", "platform"] + words)
    }

    /// What is decided about a name is decided for all clients of the request.
    private static func options(of request: PlatformSyncRequest) -> [String] {
        var options = request.servers.flatMap { ["--server", $0] }
        var told: Set<String> = []
        for decision in request.decisions {
            guard let name = decision.name, told.insert(name).inserted else { continue }
            options += [decision.choice == .ours ? "--ours" : "--theirs", name]
        }
        return options
    }

    /// That it was done, for a message: `written: Cursor, Zed`.
    func outcome(_ sync: PlatformSync) -> String {
        var titles: [String] = []
        for change in sync.changes where !titles.contains(change.title) { titles.append(change.title) }
        guard !titles.isEmpty else { return quietEffect == nil ? "nothing was to be written" : "done; no file was changed" }
        let names = titles.joined(separator: ", ")
        return switch kind {
        case .sync(let request): request.purpose == .sync ? "written: \(names)" : "our servers are out of \(names)"
        case .undo, .restore: "put back: \(names)"
        }
    }
}
