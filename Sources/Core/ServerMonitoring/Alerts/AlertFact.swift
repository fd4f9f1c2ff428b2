import ServerModel

/// Something that was observed and may matter to a rule.
public enum AlertFact: Hashable, Sendable {
    /// How a server is, told when it changes, and as often as anybody likes.
    case health(ServerID, Health)
    /// It was started again after a crash.
    case restarted(ServerID)
    /// A tool of it was called; how long that took.
    case called(ServerID, failed: Bool, milliseconds: Double)
    /// What its processes hold now.
    case memory(ServerID, bytes: Int)
    /// Whether the file of an AI client, called `name` by people, is other than we wrote it.
    case drift(platform: String, name: String, isDrifted: Bool)
    /// How much room the disk of the home has; 0 when it is full.
    case disk(freeBytes: Int)
    /// No server has this name any more.
    case removed(ServerID)
}

/// What an alert is about.
enum AlertSubject: Hashable, Sendable {
    case server(ServerID)
    /// An AI client, by its id.
    case platform(String)
    case home

    /// The part after the `/` of ``Alert/id``.
    var word: String {
        switch self {
        case .server(let id): id.rawValue
        case .platform(let id): id
        case .home: "home"
        }
    }

    init(of alert: Alert) {
        self =
            if let server = alert.server { .server(server) } else if let platform = alert.platform { .platform(platform) } else {
                .home
            }
    }
}

extension AlertFact {
    var subject: AlertSubject {
        switch self {
        case .health(let id, _), .restarted(let id), .called(let id, _, _), .memory(let id, _), .removed(let id): .server(id)
        case .drift(let platform, _, _): .platform(platform)
        case .disk: .home
        }
    }

    /// Whether a condition may hold, or hold no more, because of this fact.
    func concerns(_ condition: AlertCondition) -> Bool {
        switch (self, condition) {
        case (.health, .state), (.health, .memory), (.restarted, .restarts), (.restarted, .memory), (.called, .errorRate),
            (.called, .latency), (.memory, .memory), (.drift, .drift), (.disk, .disk):
            true
        case (.health, _), (.restarted, _), (.called, _), (.memory, _), (.drift, _), (.disk, _), (.removed, _): false
        }
    }
}
