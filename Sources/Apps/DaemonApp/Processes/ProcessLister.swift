import ControlAPI
import ServerExecution
import ServerModel
import ServerMonitoring
import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Knows the processes of MCP servers: ours, and those other programs started.
actor ProcessLister {
    let supervisor: Supervisor
    let definitions: DefinitionKeeper
    private let use: UseHistory
    /// Of foreign processes, from one question to the next.
    private var meter = ResourceMeter()
    private var userNames: [UInt32: String] = [:]

    init(supervisor: Supervisor, definitions: DefinitionKeeper, use: UseHistory) {
        self.supervisor = supervisor
        self.definitions = definitions
        self.use = use
    }

    /// Looks at all processes there are; without `foreign` only at ours.
    func report(foreign: Bool) async -> ProcessReport {
        let trees = await supervisor.trees().map { tree in
            ServerTree(
                server: tree.server, run: tree.run, client: tree.client,
                processes: zip(tree.members, tree.uses).map { entry($0, $1) { tree.mask.masking($0) } }, use: .total(tree.uses))
        }
        guard foreign else { return ProcessReport(trees: trees, foreign: []) }
        let commands = await definitions.commands()
        let found = foreignServers()
        let uses = meter.measure(found.flatMap(\.members).map(\.facts), openFiles: ProcessDetails.openFiles, at: .now)
        var rest = uses[...]
        let servers = found.map { server in
            let own = Array(rest.prefix(server.members.count))
            rest = rest.dropFirst(server.members.count)
            return ForeignServer(
                name: server.command.name, startedBy: server.startedBy,
                processes: zip(server.members, own).map { entry($0, $1) { $0 } }, use: .total(own),
                duplicates: commands.first { $0.command == server.command }?.id)
        }
        return ProcessReport(trees: trees, foreign: servers)
    }

    /// The foreign servers that run now, of this user.
    func foreignServers() -> [ForeignServers.Found] {
        var known: [Int32: [String]] = [:]
        return ForeignServers(among: .current(), user: geteuid()) { process in
            if let words = known[process] { return words }
            let words = ProcessDetails.arguments(of: process)
            known[process] = words
            return words
        }.found()
    }

    /// How busy every server is and was.
    func activities() async -> [ServerActivity] {
        let anHourAgo = Timestamp.now + .seconds(-3600)
        return await supervisor.statuses().map { status in
            let recent = use.recent(status.id, since: anHourAgo)
            return ServerActivity(
                status: status, peak: .peak(recent.map(\.use) + (status.use.map { [$0] } ?? [])), recent: recent.suffix(30))
        }
    }

    private func entry(_ member: TreeMember, _ use: ResourceUse, masking: (String) -> String) -> ProcessEntry {
        let facts = member.facts
        let words = ServerCommandLine.shown(ProcessDetails.arguments(of: facts.processID), name: facts.name)
        return ProcessEntry(
            processID: facts.processID, parent: facts.parent, depth: member.depth, owner: userName(facts.user), name: facts.name,
            // The whole of it first: a secret that is cut in two would not be found.
            commandLine: masking(ConcealedArguments.text(words)), startedAt: facts.startedAt, use: use, isOrphan: member.isOrphan)
    }

    private func userName(_ user: UInt32) -> String {
        if let name = userNames[user] { return name }
        let name = getpwuid(user).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "\(user)"
        userNames[user] = name
        return name
    }
}

extension DefinitionKeeper {
    /// What the servers that are defined run, as far as it is an MCP server's usual command; by name.
    func commands() -> [(id: ServerID, command: ServerCommandLine)] {
        all.sorted { $0.key < $1.key }.compactMap { id, loaded in
            guard let local = loaded.reading.definition?.execution.local, let program = local.command else { return nil }
            return ServerCommandLine([program] + local.args).map { (id, $0) }
        }
    }
}
