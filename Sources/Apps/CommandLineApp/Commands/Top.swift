import ArgumentParser
import ServerModel

/// `mcp-manager top`
struct Top: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Show what servers use, again and again.",
        discussion: """
            In a terminal until Ctrl-C, every two seconds; else once. PEAK is of the last hour, LAST MINUTES is the processor. Where \
            the terminal is too narrow, columns are left out from the right. With --json: one array a line.
            """)

    @Flag(name: [.customShort("1"), .long], help: "Once.")
    var once = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let channel = session.context.output
        let isOnce = once || (!channel.isTerminal && !options.json)
        var isFirst = true
        for try await servers in try await session.connect().followActivity() {
            if isOnce, servers.isEmpty, !options.json { try session.errors.print(emptyHomeHint) }
            try session.show(servers) { servers in
                let view = TopView(servers: servers)
                guard !isOnce else { return servers.isEmpty ? "" : view.text(width: channel.columns) }
                defer { isFirst = false }
                return view.screen(width: channel.columns, isFirst: isFirst)
            }
            if isOnce { return }
        }
    }
}
