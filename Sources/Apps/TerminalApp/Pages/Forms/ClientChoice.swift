import ServerModel
import TerminalKit

/// The AI clients a new server is to be in: all that are installed, until somebody says otherwise.
struct ClientChoice {
    var content = Content.asking
    var chosen: Set<String> = []
    private(set) var index = 0

    enum Content {
        case asking
        case loaded([PlatformStatus])
        case failed(ErrorReport)
    }

    var clients: [PlatformStatus] {
        if case .loaded(let clients) = content { clients } else { [] }
    }

    /// By their titles, in the order of the list.
    var titles: [String] { clients.filter { chosen.contains($0.id) }.map(\.title) }

    var ids: [String] { clients.map(\.id).filter(chosen.contains) }

    mutating func load(_ platforms: [PlatformStatus]) {
        let usable = platforms.filter { ($0.isInstalled || $0.isConfigured) && $0.obstacle == nil && $0.problem == nil }
        content = .loaded(usable)
        chosen = Set(usable.map(\.id))
    }

    mutating func move(by rows: Int) { index = max(0, min(clients.count - 1, index + rows)) }

    mutating func toggle() {
        guard let client = clients[safe: index] else { return }
        if chosen.remove(client.id) == nil { chosen.insert(client.id) }
    }

    /// All of them, or none when one is chosen.
    mutating func toggleAll() { chosen = chosen.isEmpty ? Set(clients.map(\.id)) : [] }
}
