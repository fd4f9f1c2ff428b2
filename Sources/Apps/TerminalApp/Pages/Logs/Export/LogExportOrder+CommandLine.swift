import ServerModel

/// The same on the command line.
extension LogExportOrder {
    /// What writes the same records; `nil` where no options let the same pass.
    var commandLine: String? {
        filter.withoutOption.isEmpty ? ShellWords.joined(Self.words(subject, path) + format + filter.options + force) : nil
    }

    /// What writes the log, as it is shown, into a file not yet named; `nil` where no options let the same pass.
    static func commandLine(_ subject: LogSubject, _ filter: LogFilter) -> String? {
        filter.withoutOption.isEmpty ? ShellWords.joined(words(subject, "FILE") + filter.options) : nil
    }

    private static func words(_ subject: LogSubject, _ path: String) -> [String] {
        let servers = subject == .all ? ["--all"] : subject.servers.map(\.rawValue)
        return ["mcp-manager", "logs", "export"] + servers + LogFilter.option("--to", path)
    }

    /// Without it, the command takes endings it does not know for JSON lines, and has one for tables.
    private var format: [String] {
        let isKnown = [".log", ".txt"].contains { path.lowercased().hasSuffix($0) }
        return isJSON || isKnown ? [] : ["--format", "text"]
    }

    private var force: [String] { replaces ? ["--force"] : [] }
}

extension LogFilter {
    /// As much of it as no option of the command line says.
    var withoutOption: LogFilter { LogFilter(hide: hide, near: near, field: field) }

    /// The options that say the rest: what the daemon is asked.
    var options: [String] {
        let query = narrowing(LogQuery())
        return Self.option("--level", query.level?.rawValue) + Self.option("--grep", query.pattern)
            + Self.option("--text", query.text) + Self.option("--session", query.session.map { "\($0)" })
            + Self.option("--correlation", query.correlation)
    }

    /// In one word where the value would be taken for an option, or by a shell for a path.
    fileprivate static func option(_ name: String, _ value: String?) -> [String] {
        guard let value else { return [] }
        return value.first.map("-~=".contains) == true ? ["\(name)=\(value)"] : [name, value]
    }
}
