import ArgumentParser

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Print values as JSON, and errors as JSON on standard error.")
    var json = false

    @Flag(help: "No colours.")
    var plain = false

    @Flag(help: "Ask no questions: the answer is yes.")
    var yes = false

    @Option(help: ArgumentHelp("The home of the servers. (default: $MCP_MANAGER_HOME, else ~/.mcp_servers)", valueName: "path"))
    var home: String?

    var preferences: Preferences { Preferences(json: json, plain: plain, yes: yes, home: home) }

    /// The same arguments with the common options that stand before the verb behind it, where ArgumentParser reads them.
    static func movedBehindVerb(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if ["--json", "--plain", "--yes"].contains(first) || first.hasPrefix("--home=") {
                leading.append(first)
                rest = rest.dropFirst()
            } else if first == "--home", rest.count > 1 {
                leading += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        let depth = ManagerCommand.verbDepth(Array(rest))
        guard !leading.isEmpty, depth > 0 else { return arguments }
        return rest.prefix(depth) + leading + rest.dropFirst(depth)
    }
}
