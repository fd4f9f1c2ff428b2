import ArgumentParser

/// `mcp-manager logs …`
struct Logs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, search and export what servers said.",
        discussion: """
            'logs NAME' is short for 'logs show NAME', which a server named search or export needs. Secrets are masked before \
            anything is written.
            """,
        subcommands: [LogsShow.self, LogsSearch.self, LogsExport.self], defaultSubcommand: LogsShow.self)
}
