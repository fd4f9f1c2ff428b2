/// MCP servers that are not ours, found among the processes of this machine; pure.
public struct ForeignServers {
    /// One of them, with everything it started.
    public struct Found: Sendable, Hashable {
        public var command: ServerCommandLine
        /// Its first process first, each before its children.
        public var members: [TreeMember]
        /// See `ForeignServer.startedBy`.
        public var startedBy: String?
    }

    let table: ProcessTable
    let user: UInt32
    private let arguments: (Int32) -> [String]

    /// - Parameters:
    ///   - user: whose servers to look for; others' are none of our business.
    ///   - arguments: of a process, the program's name first; empty when unknown.
    public init(among table: ProcessTable, user: UInt32, arguments: @escaping (Int32) -> [String]) {
        self.table = table
        self.user = user
        self.arguments = arguments
    }

    /// By their first process. Servers of any mcp-manager are left out, and so is what a server started: it is part of that.
    public func found() -> [Found] {
        var commands: [Int32: ServerCommandLine] = [:]
        for facts in table.processes.values where facts.user == user && !facts.isZombie {
            commands[facts.processID] = ServerCommandLine(arguments(facts.processID))
        }
        return commands.keys.sorted().compactMap { id in
            let ancestors = self.ancestors(of: id)
            guard !ancestors.contains(where: { commands[$0.processID] != nil || isOurs($0) }),
                let command = commands[id]
            else { return nil }
            return Found(command: command, members: table.members(below: id), startedBy: owner(ancestors))
        }
    }

    /// The parent first; ends at init, or where the table does.
    private func ancestors(of id: Int32) -> [ProcessFacts] {
        var found: [ProcessFacts] = []
        var next = table.processes[id]?.parent ?? 0
        while next > 1, let facts = table.processes[next], found.count < 64 {
            found.append(facts)
            next = facts.parent
        }
        return found
    }

    private func isOurs(_ facts: ProcessFacts) -> Bool {
        // Cut by the kernel at 15 characters, which is as long as ours are.
        ServerCommandLine.ours.contains(facts.name) || ServerCommandLine.ours.contains(program(facts))
    }

    /// The nearest that is a known client or a person's shell, else the nearest at all. Launchers and shells in between are nobody.
    private func owner(_ ancestors: [ProcessFacts]) -> String? {
        // A desktop's own manager of services adopts what lost its parent, as init does.
        let real = ancestors.filter { $0.name != "systemd" && $0.name != "launchd" && $0.name != "init" }
        for ancestor in real {
            if let client = Programs.clientName(ancestor.name) ?? Programs.clientName(program(ancestor)) { return client }
            if Programs.isInteractiveShell(arguments(ancestor.processID)) { return shown(ancestor) }
        }
        return (real.first { !Programs.isShell($0.name) } ?? real.first).map(shown)
    }

    /// The program as its arguments name it; of an interpreter, the script.
    private func program(_ facts: ProcessFacts) -> String {
        let words = arguments(facts.processID)
        guard let first = words.first else { return facts.name }
        let program = ServerCommandLine.baseName(first)
        let isInterpreter = ["node", "python", "bun", "deno", "ruby"].contains { program.hasPrefix($0) }
        guard isInterpreter, let script = words.dropFirst().first(where: { !$0.hasPrefix("-") }) else { return program }
        return ServerCommandLine.baseName(script)
    }

    private func shown(_ facts: ProcessFacts) -> String {
        let name = program(facts)
        return name.hasPrefix("-") ? String(name.dropFirst()) : name
    }
}
