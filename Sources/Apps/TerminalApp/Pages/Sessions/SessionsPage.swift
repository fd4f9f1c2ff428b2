import ServerModel
import TerminalKit

/// Where the eye is in the page of sessions. What it shows is in the servers' statuses.
struct SessionsPage {
    /// Only those of the selected server.
    var onlySelected = false
    /// The chosen session's id.
    var selected: Int?
    var top = 0

    var context: Context { .sessions }

    /// A key that is no action, where something is typed.
    mutating func type(_ key: KeyPress) {}
    mutating func paste(_ text: String) {}
}

/// The clients and their sessions, in lines.
struct SessionList {
    enum Line: Hashable {
        /// A client, and how many sessions it has.
        case client(String, sessions: Int)
        case session(ServerID, SessionInfo)
        case blank
        /// What sharing a process saves, or why there is no sharing.
        case sharing(ServerID, String)
    }

    let lines: [Line]
    let clients: Int
    let sessions: Int
    /// Resident bytes that are not used because sessions share a process.
    let savedBytes: Int

    init(_ servers: [ServerStatus]) {
        var byClient: [String: [(ServerID, SessionInfo)]] = [:]
        for server in servers {
            for session in server.sessions { byClient[session.client, default: []].append((server.id, session)) }
        }
        var lines: [Line] = []
        for client in byClient.keys.sorted() {
            let sessions = (byClient[client] ?? []).sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.client(client, sessions: sessions.count))
            lines += sessions.map { .session($0.0, $0.1) }
        }
        let shared = servers.compactMap { server in server.sharingWords.map { Line.sharing(server.id, $0) } }
        if !shared.isEmpty { lines += [.blank] + shared }
        self.lines = lines
        clients = byClient.count
        sessions = byClient.values.reduce(0) { $0 + $1.count }
        savedBytes = servers.reduce(0) { $0 + ($1.savedBytes ?? 0) }
    }

    /// Where the sessions are among the lines.
    var places: [Int] { lines.indices.filter { if case .session = lines[$0] { true } else { false } } }
}

extension SessionInfo {
    /// The name the client gave itself, else the platform it was started for. Foreign text.
    var client: String { clientName ?? platform ?? "a client" }

    /// `1 request`, `412 requests`
    var requestWords: String { requests == 1 ? "1 request" : "\(requests) requests" }
}

extension ServerStatus {
    /// Resident bytes that further processes would use; `nil` where no process is shared, or its use is not known.
    var savedBytes: Int? {
        guard sharing.policy == .shared, sessions.count > 1, run?.processID != nil, let use else { return nil }
        return (sessions.count - 1) * use.residentBytes
    }

    /// `3 share one process, 142.8 MB saved`; `nil` where there is nothing to tell.
    fileprivate var sharingWords: String? {
        guard sessions.count > 1 else { return nil }
        guard sharing.policy == .shared else { return sharing.words }
        guard run?.processID != nil else { return "\(sessions.count) share one connection" }
        return "\(sessions.count) share one process" + (savedBytes.map { ", \(byteWords($0)) saved" } ?? "")
    }
}
