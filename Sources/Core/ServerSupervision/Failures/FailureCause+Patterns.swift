import ServerModel

/// What runtimes and package managers say when a server cannot live, in their words of 2024 to 2026.
extension FailureCause {
    /// The cause one line names; `nil` for most lines.
    static func cause(in line: String, path: String) -> FailureCause? {
        pythonCause(in: line) ?? nodeCause(in: line) ?? systemCause(in: line, path: path) ?? packageCause(in: line)
            ?? settingCause(in: line)
    }

    // MARK: Python

    private static func pythonCause(in line: String) -> FailureCause? {
        if let match = line.firstMatch(of: /ModuleNotFoundError: No module named '([^']+)'/) {
            let module = String(match.1)
            guard !module.hasPrefix("mcp.") else { return oldSDK("it needs \(module)") }
            return FailureCause(
                problem: "the Python module '\(module)' is missing",
                remedy: "add it to 'dependencies.python_packages' or the requirements, or install it where the command runs")
        }
        if let match = line.firstMatch(of: /ImportError: cannot import name '([^']+)' from '(mcp[^']*)'/) {
            return oldSDK("\(match.2) has no '\(match.1)' any more")
        }
        if line.contains("MemoryError") || line.contains("Cannot allocate memory") { return outOfMemory }
        if let match = line.firstMatch(of: /^\s*((?:Syntax|Indentation|Tab)Error: .+)$/) {
            return FailureCause(
                problem: "its code has a mistake: \(match.1)", remedy: "mend the file the log names, and start it again")
        }
        return nil
    }

    /// Seven of 33 servers looked at did not pin their SDK and died of its second version.
    private static func oldSDK(_ what: String) -> FailureCause {
        FailureCause(
            problem: "\(what): it was written for version 1 of the MCP package and runs with another",
            remedy: "run it with the old one: 'uvx --with \"mcp<2\" NAME', or 'mcp<2' in its requirements")
    }

    // MARK: Node

    private static func nodeCause(in line: String) -> FailureCause? {
        if let match = line.firstMatch(of: /Cannot find (?:module|package) '([^']+)'/) {
            return FailureCause(
                problem: "the Node module '\(match.1)' is missing",
                remedy: "run 'npm install' in the server's directory, or correct the path of its script")
        }
        if line.contains("heap out of memory") {
            return FailureCause(
                problem: "Node ran out of memory",
                remedy: "give it more with NODE_OPTIONS: \"--max-old-space-size=4096\" in its environment")
        }
        if line.firstMatch(of: /npm (?:ERR!|error) code E404/) != nil || line.contains("is not in this registry") {
            return FailureCause(
                problem: "npm knows no package of that name", remedy: "check the package's name in 'execution.local.args'")
        }
        if let match = line.firstMatch(of: /SyntaxError: (Unexpected token .+|Cannot use import statement .+)/) {
            return FailureCause(
                problem: "Node cannot read its code: \(match.1)",
                remedy: "use a newer Node, or build the server first ('npm run build')")
        }
        return nil
    }

    // MARK: The system

    private static func systemCause(in line: String, path: String) -> FailureCause? {
        if let match = line.firstMatch(of: /env: [‘'"]?([^’'":]+)[’'"]?: No such file or directory/) {
            return missingCommand(String(match.1), path)
        }
        if let match = line.firstMatch(of: /^\S*sh: (?:line )?(?:\d+: )?([^\s:]+): (?:command )?not found/) {
            return missingCommand(String(match.1), path)
        }
        if let match = line.firstMatch(of: /command not found: (\S+)/) { return missingCommand(String(match.1), path) }
        if let match = line.firstMatch(of: /spawn (\S+) ENOENT/) { return missingCommand(String(match.1), path) }
        if line.contains("EADDRINUSE") || line.lowercased().contains("address already in use") {
            let port = line.matches(of: /[:\s](\d{2,5})\b/).compactMap { Int($0.1) }.last { $0 > 100 && $0 < 65_536 }
            return FailureCause(
                problem: (port.map { "port \($0)" } ?? "its port") + " is in use by another program",
                remedy: "give it another port, or end what uses this one ('mcp-manager ps --foreign' shows MCP servers of others)"
            )
        }
        if let match = line.firstMatch(of: /(?:PermissionError: \[Errno 13\]|EACCES:?|Permission denied:?)(.*)/) {
            let what = match.1.split(separator: "'").dropFirst().first.map { " to '\($0)'" } ?? ""
            return FailureCause(
                problem: "it has no permission\(what.isEmpty ? " for something it needs" : what)",
                remedy: "check who owns the file and its mode, or let the server use another place")
        }
        if line.contains("No space left on device") || line.contains("ENOSPC") {
            return FailureCause(problem: "the disk is full", remedy: "make room ('df -h' shows where), then start it again")
        }
        if line.contains("Too many open files") || line.contains("EMFILE") {
            return FailureCause(
                problem: "it has as many files open as it may",
                remedy: "raise 'execution.limits.open_files', or look for files and connections it does not close")
        }
        if line.contains("runtime: out of memory") || line.firstMatch(of: /memory allocation of \d+ bytes failed/) != nil {
            return outOfMemory
        }
        if line.contains("exec format error") || line.contains("Exec format error") {
            return FailureCause(
                problem: "its program is built for another kind of machine", remedy: "install the build for this processor")
        }
        return nil
    }

    private static let outOfMemory = FailureCause(
        problem: "it ran out of memory",
        remedy: "give it more ('execution.limits.memory', or the machine's), or find out what it keeps ('mcp-manager top')")

    // MARK: Packages and the network

    private static func packageCause(in line: String) -> FailureCause? {
        let offline = [
            "Temporary failure in name resolution", "Name or service not known", "EAI_AGAIN", "getaddrinfo ENOTFOUND",
            "dns error",
            "nodename nor servname", "Network is unreachable", "ENETUNREACH",
        ]
        if offline.contains(where: line.contains) {
            return FailureCause(
                problem: "it could not reach the network",
                remedy: "check the connection; what was downloaded before starts with 'uvx --offline' or 'npx --offline'")
        }
        if line.contains("was not found in the package registry") || line.contains("No matching distribution found for") {
            return FailureCause(
                problem: "the package index knows no such package: \(line.trimmed)",
                remedy: "check the package's name and version in 'execution.local.args' or its requirements")
        }
        if line.contains("No solution found when resolving") {
            return FailureCause(
                problem: "its packages do not fit together", remedy: "loosen the versions in its requirements; the log says which"
            )
        }
        if line.contains("requires a different Python") || line.contains("requires-python") {
            return FailureCause(
                problem: "it needs another version of Python: \(line.trimmed)", remedy: "write 'execution.python_version'")
        }
        if line.contains("Cannot connect to the Docker daemon") {
            return FailureCause(problem: "Docker does not run", remedy: "start Docker, then start the server again")
        }
        return nil
    }

    // MARK: Settings

    private static func settingCause(in line: String) -> FailureCause? {
        if let match = line.firstMatch(of: /KeyError: '([A-Z][A-Z0-9_]{2,})'/) { return missingSetting(String(match.1)) }
        if let match = line.firstMatch(
            of:
                /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b[^A-Za-z]*(?i:environment variable )?(?i:is required|is not set|must be set|not set|is missing|not provided)/
        ) {
            return missingSetting(String(match.1))
        }
        if let match = line.firstMatch(
            of: /(?i:missing|required|set)[^:]*(?i:environment variables?):?\s+[`'"]?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/)
        {
            return missingSetting(String(match.1))
        }
        if line.firstMatch(
            of: /error: (?:unrecognized arguments|unknown option|unexpected argument|the following arguments are required)/)
            != nil
        {
            return FailureCause(
                problem: "it does not take the arguments it was given: \(line.trimmed)", remedy: "correct 'execution.local.args'")
        }
        return nil
    }

    private static func missingSetting(_ name: String) -> FailureCause {
        FailureCause(
            problem: "it needs \(name), which it was not given",
            remedy: "declare \(name) under 'secrets' and give it a value, or write it under 'execution.local.environment'")
    }
}

extension String {
    /// Without white space around, and not longer than a line on a screen.
    fileprivate var trimmed: String {
        let inner = drop(while: \.isWhitespace)
        return String(inner.prefix(160)) + (inner.count > 160 ? "…" : "")
    }
}
