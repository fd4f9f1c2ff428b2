/// What a command line says of the MCP server it runs, if it runs one; pure guessing, held to examples of real life by its tests.
///
/// What tells is the name of a package, program or script: `mcp-server-time`, `@modelcontextprotocol/server-git`, `github-mcp`. Only
/// words that name what is run count, never the arguments: a grep for such a word, or the installing of a package, is none.
public struct ServerCommandLine: Hashable, Sendable {
    /// What it is called: `mcp-server-time`, `@playwright/mcp`. Foreign text.
    public var name: String
    /// What stands behind that.
    public var arguments: [String]

    /// `nil` when it runs no MCP server, as far as one can tell.
    public init?(_ words: [String]) {
        guard let found = Self.read(Self.untitled(words)[...], depth: 0) else { return nil }
        self = found
    }

    init(name: String, arguments: some Sequence<String>) {
        self.name = name
        self.arguments = Array(arguments)
    }

    /// Programs of ours, which are no servers of anybody's.
    static let ours: Set<String> = ["mcp-manager", "mcp-managerd", "mcp-manager-tui", "mcp-connect"]

    /// npm writes what it does over its arguments, as one text: `npm exec @playwright/mcp`.
    static func untitled(_ words: [String]) -> [String] {
        let words = words.filter { !$0.isEmpty }
        guard words.count == 1, let title = words.first, title.hasPrefix("npm ") || title.hasPrefix("npx ") else { return words }
        return title.split(separator: " ").map(String.init)
    }

    /// The arguments as they are shown; of a process that tells none, its name.
    public static func shown(_ words: [String], name: String) -> [String] {
        let words = untitled(words)
        return words.isEmpty ? ["[\(name)]"] : words
    }

    // MARK: Who runs what

    private static let interpreters = [
        "python", "pypy", "node", "bun", "deno", "ruby", "php", "java", "tsx", "ts-node", "dotnet",
    ]
    /// Their options that take a word of their own.
    private static let optionsWithValue: Set<String> = [
        "-X", "-W", "-r", "--require", "--import", "--loader", "--experimental-loader", "-cp", "-classpath", "--env-file",
        "--from", "--with", "--with-editable", "--with-requirements", "--directory", "--project", "--python", "-p", "--package",
        "--index-url", "--extra-index-url", "--index", "--default-index", "--cache-dir", "--spec", "--registry", "--prefix",
    ]

    private static func read(_ words: ArraySlice<String>, depth: Int) -> ServerCommandLine? {
        guard depth < 6, let first = words.first else { return nil }
        let program = baseName(first)
        let rest = words.dropFirst()
        switch program {
        case _ where ours.contains(program), "mcp-inspector", "mcp-cli": return nil
        case "env": return read(rest.drop { $0.hasPrefix("-") || $0.contains("=") }, depth: depth + 1)
        case "nohup", "setsid", "stdbuf", "nice", "ionice", "exec", "sudo":
            return read(rest.drop { $0.hasPrefix("-") }, depth: depth + 1)
        case "timeout": return read(rest.drop { $0.hasPrefix("-") }.dropFirst(), depth: depth + 1)
        case "npx", "bunx", "pnpx", "npx-cli.js", "uvx", "pipx-run": return runner(rest, depth: depth)
        case "npm", "pnpm", "yarn", "npm-cli.js", "pipx", "bun", "uv":
            if let found = packageManager(rest, depth: depth) { return found }
            return program == "bun" ? script(rest, program: program, depth: depth) : nil
        case "docker", "podman", "nerdctl": return container(rest, program: program)
        case "mcp", "fastmcp": return toolOfTheSDK(rest, program: program)
        default: break
        }
        if interpreters.contains(where: { isInterpreter(program, $0) }) { return script(rest, program: program, depth: depth) }
        if let name = serverName(program) { return ServerCommandLine(name: name, arguments: rest) }
        return subcommand(program, rest)
    }

    /// `python`, `python3`, `python3.12`
    private static func isInterpreter(_ program: String, _ name: String) -> Bool {
        guard program.hasPrefix(name) else { return false }
        return program.dropFirst(name.count).allSatisfy { $0.isNumber || $0 == "." }
    }

    /// `npm exec`, `uv run`, `uv tool run`, `uv tool uvx`, `pipx run`, `bun x`, `pnpm dlx`
    private static func packageManager(_ words: ArraySlice<String>, depth: Int) -> ServerCommandLine? {
        var rest = withoutOptions(words)
        if rest.first == "tool" { rest = withoutOptions(rest.dropFirst()) }
        guard let verb = rest.first, ["exec", "x", "dlx", "run", "uvx"].contains(verb) else { return nil }
        return runner(rest.dropFirst(), depth: depth)
    }

    /// The package, or a command line of its own: `uvx mcp-server-time`, `uv run --with mcp python server.py`.
    private static func runner(_ words: ArraySlice<String>, depth: Int) -> ServerCommandLine? {
        let rest = withoutOptions(words)
        guard let word = rest.first else { return nil }
        if word == "python" || word.hasPrefix("-") || interpreters.contains(where: { isInterpreter(word, $0) }) {
            return read(rest, depth: depth + 1)
        }
        let directory = zip(words, words.dropFirst()).first { option, _ in option == "--directory" || option == "--project" }?.1
        let place = directory.map { $0 + "/" } ?? ""
        if word.hasSuffix(".py"), let name = scriptName(place + word) {
            return ServerCommandLine(name: name, arguments: rest.dropFirst())
        }
        if !ours.contains(word), let name = serverName(packageName(word)) {
            return ServerCommandLine(name: name, arguments: rest.dropFirst())
        }
        if let found = read(rest, depth: depth + 1) { return found }
        // The package may tell what the command does not: `uvx --from mcp-server-x serve`.
        let packages = zip(words, words.dropFirst()).filter { $0.0 == "--from" || $0.0 == "-p" || $0.0 == "--package" }.map(\.1)
        return packages.lazy.compactMap { serverName(packageName($0)) }.first
            .map { ServerCommandLine(name: $0, arguments: rest) }
    }

    /// What an interpreter runs.
    private static func script(_ words: ArraySlice<String>, program: String, depth: Int) -> ServerCommandLine? {
        var rest = words
        if program == "deno" || program == "bun" || program == "dotnet" { rest = rest.drop { $0 == "run" || $0 == "exec" } }
        while let word = rest.first, word.hasPrefix("-") {
            rest = rest.dropFirst()
            switch word {
            case "-m":
                guard let module = rest.first else { return nil }
                let top = String(module.split(separator: ".").first ?? "")
                guard let name = serverName(top) ?? (top == "mcp" ? "mcp" : nil) else { return nil }
                return ServerCommandLine(name: name, arguments: rest.dropFirst())
            case "-jar":
                guard let jar = rest.first, let name = serverName(stem(baseName(jar))) else { return nil }
                return ServerCommandLine(name: name, arguments: rest.dropFirst())
            case "-c", "-e", "--eval", "-p", "--print": return nil
            default: if optionsWithValue.contains(word) { rest = rest.dropFirst() }
            }
        }
        guard let path = rest.first else { return nil }
        if path.hasPrefix("npm:") || path.hasPrefix("jsr:"), let name = serverName(packageName(String(path.dropFirst(4)))) {
            return ServerCommandLine(name: name, arguments: rest.dropFirst())
        }
        let base = baseName(path)
        if ours.contains(stem(base)) { return nil }
        // A script that is a program of its own: `node /usr/bin/npx …`, `python /usr/bin/pipx run …`.
        if ["npx", "npx-cli.js", "npm", "npm-cli.js", "pnpm", "yarn", "pipx", "uvx", "mcp", "fastmcp"].contains(base) {
            return read(rest, depth: depth + 1)
        }
        guard let name = scriptName(path) else { return nil }
        return ServerCommandLine(name: name, arguments: rest.dropFirst())
    }

    /// `docker run -i --rm -e KEY mcp/time`
    private static func container(_ words: ArraySlice<String>, program: String) -> ServerCommandLine? {
        if words.starts(with: ["mcp", "gateway", "run"]) {
            return ServerCommandLine(name: "\(program) mcp gateway", arguments: words.dropFirst(3))
        }
        var rest = words
        if rest.first == "container" { rest = rest.dropFirst() }
        guard rest.first == "run" else { return nil }
        rest = rest.dropFirst()
        let flags: Set<String> = [
            "-i", "-t", "-it", "-ti", "-d", "--rm", "--interactive", "--tty", "--init", "--privileged", "--detach",
        ]
        while let word = rest.first, word.hasPrefix("-") {
            rest = rest.dropFirst()
            if !flags.contains(word), !word.contains("=") { rest = rest.dropFirst() }
        }
        guard let image = rest.first else { return nil }
        let parts = packageName(image).split(separator: "/").map(String.init)
        guard let last = parts.last.map({ String($0.split(separator: ":").first ?? "") }) else { return nil }
        if parts.count > 1, parts[parts.count - 2] == "mcp" {
            return ServerCommandLine(name: "mcp/\(last)", arguments: rest.dropFirst())
        }
        return serverName(last).map { ServerCommandLine(name: $0, arguments: rest.dropFirst()) }
    }

    /// `mcp run server.py`, `fastmcp run server.py:app`: what the SDKs bring for starting servers.
    private static func toolOfTheSDK(_ words: ArraySlice<String>, program: String) -> ServerCommandLine? {
        guard words.first == "run" else { return nil }
        let rest = withoutOptions(words.dropFirst())
        guard let file = rest.first else { return nil }
        return ServerCommandLine(
            name: stem(baseName(String(file.split(separator: ":").first ?? ""))), arguments: rest.dropFirst())
    }

    /// `gopls mcp`, `claude mcp serve`: a program that can be a server too.
    private static func subcommand(_ program: String, _ words: ArraySlice<String>) -> ServerCommandLine? {
        guard let verb = words.first, !shells.contains(program), !readers.contains(program) else { return nil }
        let next = words.dropFirst().first
        let serves = ["serve", "server", "start", "run", "stdio"]
        switch verb {
        case "mcp-server": return ServerCommandLine(name: "\(program) mcp-server", arguments: words.dropFirst())
        case "mcp"
        where next.map { serves.contains($0) || ($0.hasPrefix("--") && !Programs.isClient(program)) } ?? !Programs.isClient(
            program):
            return ServerCommandLine(name: "\(program) mcp", arguments: words.dropFirst())
        default: return nil
        }
    }

    private static let shells: Set<String> = ["sh", "bash", "zsh", "dash", "fish", "ksh", "csh", "tcsh", "pwsh"]
    /// Programs that are given names to look at.
    private static let readers: Set<String> = [
        "grep", "egrep", "rg", "ag", "ack", "cat", "less", "more", "tail", "head", "vi", "vim", "nvim", "nano", "emacs", "find",
        "fd",
        "ls", "cd", "rm", "cp", "mv", "mkdir", "git", "pip", "pip3", "which", "man", "make", "pgrep", "pkill", "watch", "ps",
        "curl",
        "code", "cursor", "open", "xdg-open", "tar", "du", "echo", "touch", "chmod", "diff", "ssh", "scp", "rsync", "systemctl",
        "apt",
        "apt-get", "brew", "snap", "su", "tmux", "screen",
    ]

    // MARK: Names

    /// Whether a package, program or module is called like an MCP server; its name if so.
    static func serverName(_ word: String) -> String? {
        let lowered = word.lowercased()
        // Ours, and whatever else is built of us.
        guard !lowered.hasPrefix("mcp-manager"), !ours.contains(lowered), lowered.count < 100 else { return nil }
        if lowered.hasPrefix("@modelcontextprotocol/server-") { return word }
        if lowered.hasPrefix("@modelcontextprotocol/") { return nil }
        let parts = lowered.split { "-_./@".contains($0) }
        guard parts.contains("mcp") || parts.contains("fastmcp"), parts.count > 1 else { return nil }
        // Programs about servers, which are none.
        let others = ["inspector", "cli", "client", "installer", "install", "manager", "test", "tests", "config", "get"]
        if let last = parts.last, others.contains(String(last)) { return nil }
        return word
    }

    /// The name a script has, by itself or by the package it lies in.
    static func scriptName(_ path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard let file = parts.last else { return nil }
        if let name = serverName(stem(file)) { return name }
        let usual = ["index", "main", "server", "cli", "app", "run", "start", "stdio", "__main__", "bin"]
        guard usual.contains(stem(file).lowercased()) else { return nil }
        let folders = parts.dropLast()
        if let modules = folders.lastIndex(of: "node_modules"), modules + 1 < folders.endIndex {
            let package = folders[modules + 1]
            guard package.hasPrefix("@"), modules + 2 < folders.endIndex else { return serverName(package) }
            return serverName("\(package)/\(folders[modules + 2])")
        }
        // Not far up: somewhere above, everything lies in some folder called so.
        for (index, folder) in zip(folders.indices, folders).suffix(4).reversed() {
            if ["mcp-servers", "mcp_servers", "mcp"].contains(folder.lowercased()) {
                return index + 1 < folders.endIndex ? folders[index + 1] : nil
            }
            if let name = serverName(folder) { return name }
        }
        return nil
    }

    /// Without a version: `@playwright/mcp@latest`, `mcp-server-git==1.2`, `x[extra]`.
    static func packageName(_ word: String) -> String {
        let scope = word.hasPrefix("@") ? "@" : ""
        let rest = word.dropFirst(scope.count)
        return scope + rest.prefix { !"@=<>~[".contains($0) }
    }

    private static func withoutOptions(_ words: ArraySlice<String>) -> ArraySlice<String> {
        var rest = words
        while let word = rest.first, word.hasPrefix("-") {
            rest = rest.dropFirst()
            if word == "--" { break }
            // `python -m x` behind `uv run`: the caller reads that.
            if optionsWithValue.contains(word) { rest = rest.dropFirst() }
        }
        return rest
    }

    static func baseName(_ path: String) -> String {
        String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
    }

    /// `server.py` → `server`; versions in program names are no endings.
    private static func stem(_ file: String) -> String {
        let endings = [".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".php", ".jar", ".dll", ".exe"]
        return endings.first { file.hasSuffix($0) }.map { String(file.dropLast($0.count)) } ?? file
    }
}
