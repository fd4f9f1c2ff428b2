import ClientPlatforms
import DocumentEditing
import ServerModel
import Synchronization

/// What a keeper asks the world, answered by the test.
final class World: Sendable {
    struct State {
        var servers: [Offer]
        /// Where our program is: the same for all clients.
        var bridge = "/opt/mcp/mcp-connect"
        /// Names of programs that run.
        var running: Set<String> = []
        /// Programs on the user's PATH.
        var commands: Set<String> = []
        /// A value that contains one of them is a secret.
        var secrets: [String] = []
        /// 28 November 2026.
        var time = Timestamp(millisecondsSince1970: 1_795_824_000_000)
        /// Called with how often the time was asked for since it was set: once before anything is written, and once more between
        /// reading a file and writing it.
        var onClock: (@Sendable (Int) -> Void)?
        var clockCalls = 0
        /// The client's own program; `nil`: it is not there.
        var editor: (@Sendable (FileEditorStep) throws -> Void)?
    }

    private let state: Mutex<State>

    init(_ servers: [Offer]) { state = Mutex(State(servers: servers)) }

    /// The servers of ours.
    var servers: [Offer] {
        get { state.withLock(\.servers) }
        set { state.withLock { $0.servers = newValue } }
    }

    func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// Changes one server of ours.
    func change(_ id: String, _ change: (inout Offer) -> Void) {
        state.withLock { state in
            for index in state.servers.indices where state.servers[index].id == id { change(&state.servers[index]) }
        }
    }

    /// What somebody else does just before files are written, each of the first `times` times.
    func meanwhile(_ times: Int = 1, _ action: @escaping @Sendable (Int) -> Void) {
        state.withLock { state in
            state.clockCalls = 0
            state.onClock = { call in if (2..<2 + times).contains(call) { action(call - 1) } }
        }
    }

    func facts(_ paths: PlatformPaths) -> PlatformFacts {
        PlatformFacts(
            table: { PlatformTable() }, wanted: { self.wanted($0, $1) }, paths: paths,
            hasCommand: { command in self.state.withLock { $0.commands.contains(command) } },
            runningPrograms: { self.state.withLock(\.running) }, secretSpans: { self.secretSpans($0) },
            edit: { try self.edit($1) }, now: { self.now() })
    }

    private func wanted(_ platform: Platform, _ isDirect: Bool) -> [WantedServer] {
        let (servers, bridge) = state.withLock { ($0.servers, $0.bridge) }
        return servers.sorted { $0.id < $1.id }.compactMap { offer in
            guard let id = try? ServerID(offer.id) else { return nil }
            let words = [offer.id, "--client", platform.id]
            return WantedServer(
                id: id, description: offer.description, setting: offer.setting,
                launch: isDirect ? offer.direct : .bridge(program: bridge, words: words))
        }
    }

    private func edit(_ step: FileEditorStep) throws {
        guard let editor = state.withLock(\.editor) else { throw NoEditor() }
        try editor(step)
    }

    private func now() -> Timestamp {
        let (time, call, onClock) = state.withLock { state in
            state.time = state.time + .seconds(1)
            state.clockCalls += 1
            return (state.time, state.clockCalls, state.onClock)
        }
        onClock?(call)
        return time
    }

    private func secretSpans(_ value: PlacedValue) -> [Range<Int>] {
        let secrets = state.withLock(\.secrets)
        return spans(value) { text in secrets.contains { text.contains($0) } }
    }

    private func spans(_ value: PlacedValue, _ isSecret: (String) -> Bool) -> [Range<Int>] {
        switch value.content {
        case .text(let text), .word(let text): isSecret(text) ? [value.span] : []
        case .list(let items): items.flatMap { spans($0, isSecret) }
        case .table(let members): members.flatMap { spans($0.value, isSecret) }
        }
    }
}

/// A server of ours, and what its definition says of all clients.
struct Offer: ExpressibleByStringLiteral {
    var id: String
    var description: String?
    var setting = PlatformSetting()
    /// What it is without us in between.
    var direct = ServerLaunch.impossible(EntryObstacle("not-direct", "it cannot", "do not"))

    init(stringLiteral id: String) { self.id = id }

    init(_ id: String, direct: ServerLaunch? = nil, _ setting: (inout PlatformSetting) -> Void = { _ in }) {
        self.id = id
        self.direct = direct ?? self.direct
        setting(&self.setting)
    }
}
