import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager logs export NAME… --to FILE`
struct LogsExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all that is kept of logs to a file, the oldest first.",
        usage: """
            mcp-manager logs export NAME… --to FILE [--format FORMAT] [--force]
            mcp-manager logs export NAME… --to FILE [--since TIME] [--until TIME] [--level LEVEL] [--grep EXPRESSION] …
            mcp-manager logs export --all --to - …
            """,
        discussion: """
            json is one record a line. text is what 'logs' shows, without colours. csv has a header; a text that a spreadsheet would \
            take for a formula begins with '. The file is for you alone, and there when it is complete.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json, text, csv
    }

    @OptionGroup var servers: LogServers

    @Option(help: ArgumentHelp("The file, or - for standard output.", valueName: "file"), completion: .file())
    var to: String

    @Option(help: ArgumentHelp("How. (default: by the ending of the file, else json)", valueName: "format"))
    var format: Format?

    @OptionGroup var range: LogRange

    @OptionGroup var content: LogContent

    @Flag(help: "Replace a file that is already there.")
    var force = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
        try servers.requireSome()
        if to.isEmpty { throw ValidationError("--to takes a file, or -") }
    }

    func run(in session: Session) async throws {
        let ids = try servers.ids()
        let query = content.narrowing(try range.query(session.times))
        let client = try await session.connect()
        let names = try await servers.labels(client)
        let path = to == "-" ? nil : session.context.expanded(to)
        try await untilInterrupted { [format = format ?? usualFormat, force] in
            let file = try path.map { try ExportFile(path: $0, replaces: force) }
            let channel = file.map { file in OutputChannel(isTerminal: false) { try file.write($0) } } ?? session.context.output
            let writer = LogWriter(
                format: format, line: LogLine(times: session.times, names: names),
                printer: Printer(channel: channel, colored: false))
            try writer.begin()
            let search = LogSearching(
                session: session, verb: "read", noun: ("record", "records"),
                showsFindings: channel.isTerminal)
            let progress = try await search.run(client, ids, query, found: writer.write)
            guard let file, let path else { return }
            try file.finish()
            try session.errors.print(
                "\(progress.matches) \(progress.matches == 1 ? "record" : "records"), \(byteWords(file.bytes)), in \(path)\n")
        }
    }

    private var usualFormat: Format {
        switch to.split(separator: ".").last?.lowercased() {
        case "csv": .csv
        case "txt", "log": .text
        default: .json
        }
    }
}

/// Log records in a form for files. Foreign text in it is harmless also when it goes to a terminal.
struct LogWriter {
    var format: LogsExport.Format
    var line: LogLine
    /// Without colours.
    var printer: Printer

    /// What stands before the first record.
    func begin() throws {
        if format == .csv { try printer.channel.write(LogSheet.header) }
    }

    func write(_ record: LogRecord) throws {
        switch format {
        case .json: try printer.print(json: record)
        case .text: try printer.print(CollectionOfOne(record), as: line)
        case .csv: try printer.channel.write(LogSheet.row(record))
        }
    }
}
