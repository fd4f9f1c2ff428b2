import ServerModel

/// Servers × clients: our servers first, then those of others.
struct PlatformMatrix {
    /// One server, or what others call one.
    enum Row: Hashable, Comparable {
        case server(ServerID)
        /// An entry that is not ours, by its name. Foreign text.
        case other(String)

        var name: String {
            switch self {
            case .server(let id): id.rawValue
            case .other(let name): name
            }
        }

        static func < (left: Row, right: Row) -> Bool {
            switch (left, right) {
            case (.server(let a), .server(let b)): a < b
            case (.other(let a), .other(let b)): a < b
            case (.server, .other): true
            case (.other, .server): false
            }
        }
    }

    /// The clients that are configured or installed.
    let columns: [PlatformStatus]
    let ours: [Row]
    let others: [Row]
    private let entries: [String: [Row: PlatformEntry]]

    /// - Parameter servers: ours; entries of servers that are gone have rows too.
    init(_ platforms: [PlatformStatus], servers: [ServerID]) {
        columns = platforms.filter { $0.isConfigured || $0.isInstalled }
        var rows = Set(servers.map { Row.server($0) })
        var entries: [String: [Row: PlatformEntry]] = [:]
        // What a file that cannot be read says is not known.
        for platform in columns where platform.problem == nil {
            for entry in platform.entries {
                let row = entry.server.map { Row.server($0) } ?? .other(entry.name)
                rows.insert(row)
                // A server can have two entries in a file; the one that needs somebody is shown.
                guard entries[platform.id]?[row].map({ entry.urgency > $0.urgency }) ?? true else { continue }
                entries[platform.id, default: [:]][row] = entry
            }
        }
        let sorted = rows.sorted()
        ours = sorted.filter { if case .server = $0 { true } else { false } }
        others = sorted.filter { if case .other = $0 { true } else { false } }
        self.entries = entries
    }

    var rows: [Row] { ours + others }

    func entry(_ row: Row?, in platform: String?) -> PlatformEntry? {
        guard let row, let platform else { return nil }
        return entries[platform]?[row]
    }

    // MARK: Lines

    /// What one line of the matrix shows.
    enum Line: Hashable {
        case row(Row)
        case blank
        /// Above the servers of others.
        case heading
    }

    var lines: [Line] {
        let own = ours.map { Line.row($0) }
        guard !others.isEmpty else { return own }
        return own + (own.isEmpty ? [] : [.blank]) + [.heading] + others.map { Line.row($0) }
    }
}

extension PlatformEntry {
    fileprivate var urgency: Int { state.needsDecision ? 2 : state.needsSync ? 1 : 0 }
}

extension AppState {
    /// `nil` before the clients were looked at.
    var matrix: PlatformMatrix? {
        platforms.findings.map { PlatformMatrix($0.platforms, servers: servers.map(\.id)) }
    }

    /// The selected client.
    var chosenPlatform: PlatformStatus? {
        platforms.findings?.platforms.first { $0.id == platforms.column }
    }

    /// The entry in the selected cell; `nil` when there is none.
    var chosenEntry: PlatformEntry? { matrix?.entry(platforms.row, in: platforms.column) }
}
