import ArgumentParser
import ServerModel

/// `mcp-manager platform undo [ID]`
struct PlatformsUndo: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what was written into clients' files.",
        usage: """
            mcp-manager platform undo [ID] [--dry-run]
            mcp-manager platform undo --list
            """,
        discussion: """
            Without an ID: the last writing. What others changed since stays. Shows how files would change and asks, unless --yes is \
            given.
            """)

    @Argument(help: "Which writing: what it said, or an id of --list.")
    var id: String?

    @Flag(help: "List what was written, the newest first.")
    var list = false

    @Flag(help: "Only show how files would change.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if list, id != nil || dryRun { throw ValidationError("--list goes alone") }
    }

    func run(in session: Session) async throws {
        let client = try await session.connect()
        guard !list else {
            let records = try await client.platformHistory()
            if records.isEmpty, !options.json { try session.errors.print("nothing was written yet\n") }
            return try session.show(records) { records in
                let view = PlatformHistoryView(records: records, times: session.times)
                return records.isEmpty ? "" : view.table.text(width: session.context.output.columns)
            }
        }
        try await session.writeAgreed(isDryRun: dryRun, otherwise: "undoing a writing needs a yes") { isDryRun in
            try await client.undo(PlatformUndoRequest(id: id, isDryRun: isDryRun))
        }
    }
}

/// `mcp-manager platform restore ID [COPY]`
struct PlatformsRestore: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put back a client's whole file as it was.",
        usage: """
            mcp-manager platform restore ID [COPY] [--dry-run]
            mcp-manager platform restore ID --list
            """,
        discussion: """
            For a file that somebody broke or emptied. Without a COPY: the file before it was last changed by somebody else. Shows how \
            the file would change and asks, unless --yes is given.
            """)

    @Argument(help: "The client.", completion: .platformIDs)
    var id: String

    @Argument(help: "Which copy: an id of --list.")
    var copy: String?

    @Flag(help: "List the copies that are kept, the newest first.")
    var list = false

    @Flag(help: "Only show how the file would change.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if list, copy != nil || dryRun { throw ValidationError("--list goes without a copy and --dry-run") }
    }

    func run(in session: Session) async throws {
        let client = try await session.connect()
        guard !list else {
            let copies = try await client.copies(of: id)
            if copies.isEmpty, !options.json { try session.errors.print("no copy is kept of its file\n") }
            return try session.show(copies) { copies in
                let view = PlatformCopiesView(copies: copies, times: session.times)
                return copies.isEmpty ? "" : view.table.text(width: session.context.output.columns)
            }
        }
        try await session.writeAgreed(isDryRun: dryRun, otherwise: "putting a file back needs a yes") { isDryRun in
            try await client.restore(id, PlatformRestoreRequest(copy: copy, isDryRun: isDryRun))
        }
    }
}
