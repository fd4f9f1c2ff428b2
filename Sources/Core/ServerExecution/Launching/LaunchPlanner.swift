import ServerModel

/// Turns a definition into a plan: variables replaced, paths made absolute, PATH searched, the environment chosen.
///
/// Pure but for the facts given to its initializer, so it can be asked at any time what *would* be run.
public struct LaunchPlanner: Sendable {
    let home: String
    private let userHome: String
    let environment: [String: String]
    private let extraPath: [String]
    private let files: FileFacts

    /// - Parameters:
    ///   - home: the manager's own directory, which holds `servers/` and `logs/`, and is `${home}`; absolute.
    ///   - userHome: what `~` means; absolute.
    ///   - environment: the daemon's; servers get an allow-list of it, and all of it through `${env:NAME}`.
    ///   - extraPath: directories searched after those of PATH, e.g. the daemon's own.
    public init(
        home: String, userHome: String, environment: [String: String], extraPath: [String] = [], files: FileFacts = .live
    ) {
        self.home = home
        self.userHome = userHome
        self.environment = environment
        self.extraPath = extraPath
        self.files = files
    }

    /// How to bring about a run of `definition`; throws what a person must mend before.
    public func runPlan(for definition: ServerDefinition) throws(LaunchError) -> RunPlan {
        let way: RunPlan.Way =
            switch (definition.execution.mode, definition.execution.transport) {
            case (.remote, _): .remote(try remoteEndpoint(of: definition))
            case (_, .stdio): .stdio(try plan(for: definition))
            case (_, .streamableHTTP): .local(try plan(for: definition), try localEndpoint(of: definition, .streamableHTTP))
            case (_, .sse): .local(try plan(for: definition), try localEndpoint(of: definition, .sse))
            }
        var plan = RunPlan(way)
        // Also what the definition itself gives a secret's variable.
        let given = definition.secrets.compactMap { plan.process?.environment[$0.name] }
        plan.secrets = Set(given + secretValues(of: definition).values).filter { $0.count >= 4 }.sorted()
        return plan
    }

    /// What to run for `definition`; throws what a person must mend before it can be run.
    public func plan(for definition: ServerDefinition) throws(LaunchError) -> LaunchPlan {
        guard definition.execution.mode == .local else {
            throw .notSupported(
                "execution.mode '\(definition.execution.mode.rawValue)'", of: definition.name, instead: "mode: local")
        }
        guard let local = definition.execution.local, local.command != nil || local.mainScript != nil else {
            throw .noCommand(definition.name)
        }
        let places = try places(of: definition, local)
        let environment = try childEnvironment(definition, local, places)
        let directory = try workingDirectory(local, places)

        let command: Command
        if let written = local.command {
            command = try commandGiven(written, local.args, places, environment)
        } else {
            command = try python(local, places, environment, isStdio: definition.execution.transport == .stdio)
        }
        guard files.isDirectory(directory) else {
            throw .directory(directory, reason: files.exists(directory) ? "it is not a directory" : "it does not exist")
        }
        return LaunchPlan(
            executable: command.executable, arguments: command.arguments, environment: environment, workingDirectory: directory)
    }

    // MARK: Places

    private struct Command {
        var executable: String
        var arguments: [String]
    }

    private struct Places {
        var server: String
        var source: String
        var hasSource: Bool
        var variables: Variables
    }

    private func places(of definition: ServerDefinition, _ local: LocalExecution) throws(LaunchError) -> Places {
        let server = "\(home)/servers/\(definition.name)"
        var variables = variables(of: definition)
        var source = server
        if let written = local.sourceDir {
            let path = try variables.expandPath(written, key: "execution.local.source_dir", userHome: userHome)
            source = absolute(path, in: server)
        }
        variables.places[.sourceDirectory] = source
        return Places(server: server, source: source, hasSource: local.sourceDir != nil, variables: variables)
    }

    private func workingDirectory(_ local: LocalExecution, _ places: Places) throws(LaunchError) -> String {
        if let written = local.cwd {
            let path = try places.variables.expandPath(written, key: "execution.local.cwd", userHome: userHome)
            return absolute(path, in: places.server)
        }
        // A script is looked for in `source_dir`, written or not.
        if places.hasSource || local.command == nil { return places.source }
        return files.isDirectory(places.server) ? places.server : userHome
    }

    // MARK: Commands

    private func commandGiven(
        _ written: String, _ arguments: [String], _ places: Places, _ environment: [String: String]
    ) throws(LaunchError) -> Command {
        let key = "execution.local.command"
        let name = try places.variables.expandPath(written, key: key, userHome: userHome)
        var expanded: [String] = []
        for argument in arguments { expanded.append(try places.variables.expand(argument, key: "execution.local.args")) }
        guard name.contains("/") else {
            return Command(executable: try found(name, on: environment["PATH"] ?? "", key: key), arguments: expanded)
        }
        let path = absolute(name, in: places.server)
        guard files.exists(path) else { throw .missingProgram(path) }
        guard files.isExecutable(path) else { throw .notExecutable(path, isDirectory: files.isDirectory(path)) }
        return Command(executable: path, arguments: expanded)
    }

    /// A Python script, in the server's own virtual environment if it has one.
    private func python(
        _ local: LocalExecution, _ places: Places, _ environment: [String: String], isStdio: Bool
    ) throws(LaunchError) -> Command {
        let key = "execution.local.main_script"
        let script = try places.variables.expandPath(local.mainScript ?? "", key: key, userHome: userHome)
        let path = absolute(script, in: places.source)
        guard files.exists(path), !files.isDirectory(path) else { throw .missingScript(path) }
        let own = "\(places.server)/.venv/bin/python"
        let interpreter = files.isExecutable(own) ? own : try found("python3", on: environment["PATH"] ?? "", key: key)
        // The argument by which scripts of mcp-manager 1 know what to speak.
        var arguments = isStdio ? [script, "stdio"] : [script]
        for argument in local.args { arguments.append(try places.variables.expand(argument, key: "execution.local.args")) }
        return Command(executable: interpreter, arguments: arguments)
    }

    /// The first executable file called `name` in the directories of `path`.
    private func found(_ name: String, on path: String, key: String) throws(LaunchError) -> String {
        let directories = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        var notExecutable: String?
        for directory in directories {
            let candidate = "\(directory)/\(name)"
            if files.isExecutable(candidate) { return candidate }
            if files.exists(candidate), !files.isDirectory(candidate) { notExecutable = notExecutable ?? candidate }
        }
        if let notExecutable { throw .notExecutable(notExecutable, isDirectory: false) }
        throw .notOnPath(name, directories: directories, key: key)
    }

    private func absolute(_ path: String, in directory: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var rest = path[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
        return rest.isEmpty || rest == "." ? directory : "\(directory)/\(rest)"
    }

    // MARK: Environment

    private func childEnvironment(
        _ definition: ServerDefinition, _ local: LocalExecution, _ places: Places
    ) throws(LaunchError) -> [String: String] {
        var result = environment.filter { InheritedEnvironment.includes($0.key) }
        let values = secretValues(of: definition)
        for secret in definition.secrets { result[secret.name] = values[secret.name] ?? result[secret.name] }
        for (name, value) in local.environment {
            result[name] = try places.variables.expand(value, key: "execution.local.environment.\(name)")
        }
        for secret in definition.secrets where secret.required && (result[secret.name] ?? "").isEmpty {
            throw .missingSecret(secret.name, of: definition.name)
        }
        let path = (result["PATH"] ?? InheritedEnvironment.standardPath).split(separator: ":").map(String.init)
        result["PATH"] = (path + extraPath.filter { !path.contains($0) }).joined(separator: ":")
        result["HOME"] = result["HOME"] ?? userHome
        return result
    }
}
