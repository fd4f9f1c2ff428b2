import ServerModel

/// Turns a definition into a plan: variables replaced, paths made absolute, PATH searched, the environment chosen.
///
/// Pure but for the facts given to its initializer, so it can be asked at any time what *would* be run.
public struct LaunchPlanner: Sendable {
    let home: String
    /// What `~` means; absolute.
    public let userHome: String
    let environment: [String: String]
    let extraPath: [String]
    let files: FileFacts
    let loginShell: @Sendable () -> ShellAnswer?
    /// `nil` while nobody has looked for secrets.
    var supply: SecretSupply?

    /// - Parameters:
    ///   - home: the manager's own directory, which holds `servers/` and `logs/`, and is `${home}`; absolute.
    ///   - userHome: what `~` means; absolute.
    ///   - environment: the daemon's; servers get an allow-list of it, and all of it through `${env:NAME}`.
    ///   - extraPath: directories searched after those of PATH, e.g. the daemon's own.
    ///   - loginShell: what the login shell says of PATH; `nil` while it is not known.
    public init(
        home: String, userHome: String, environment: [String: String], extraPath: [String] = [], files: FileFacts = .live,
        loginShell: @escaping @Sendable () -> ShellAnswer? = { .notAsked }
    ) {
        self.home = home
        self.userHome = userHome
        self.environment = environment
        self.extraPath = extraPath
        self.files = files
        self.loginShell = loginShell
    }

    /// The same planner, which knows the secrets of the server it is asked about.
    public func supplied(with supply: SecretSupply) -> LaunchPlanner {
        var planner = self
        planner.supply = supply
        return planner
    }

    /// How to bring about a run of `definition`; throws what a person must mend before.
    ///
    /// Without the login shell's answer nobody knows where programs are, and without its secrets a server cannot be started: the plan
    /// is then undecided, and made again with them.
    public func runPlan(for definition: ServerDefinition) throws(LaunchError) -> RunPlan {
        let lacksSupply = supply == nil && !Self.secretsWanted(by: definition).isEmpty
        if definition.execution.mode == .remote {
            guard !lacksSupply else { return RunPlan(.undecided, preparation: Preparation(definition: definition)) }
            for secret in definition.secrets where secret.required { try checkSupply(of: secret, for: definition.name) }
            return RunPlan(.remote(try remoteEndpoint(of: definition)), secrets: secretsToConceal(of: definition))
        }
        let local = try localExecution(of: definition)
        let places = try places(of: definition, local)
        let answer = loginShell()
        let environment = plannedEnvironment(of: definition, local, places, shell: answer ?? .notAsked)
        let secrets = secretsToConceal(of: definition, given: environment.values)
        guard answer != nil, !lacksSupply else {
            return RunPlan(.undecided, secrets: secrets, preparation: Preparation(definition: definition))
        }
        let python = try pythonEnvironment(of: definition, local, places, environment)
        let process = try plan(for: definition, local, places, environment)
        let way: RunPlan.Way =
            switch definition.execution.transport {
            case .stdio: .stdio(process)
            case .streamableHTTP: .local(process, try localEndpoint(of: definition, .streamableHTTP))
            case .sse: .local(process, try localEndpoint(of: definition, .sse))
            }
        return RunPlan(
            way, secrets: secrets, preparation: python.map { Preparation(definition: definition, python: $0) })
    }

    /// What to run for `definition`; throws what a person must mend before it can be run.
    public func plan(for definition: ServerDefinition) throws(LaunchError) -> LaunchPlan {
        let local = try localExecution(of: definition)
        let places = try places(of: definition, local)
        let environment = plannedEnvironment(of: definition, local, places, shell: loginShell() ?? .notAsked)
        return try plan(for: definition, local, places, environment)
    }

    private func plan(
        for definition: ServerDefinition, _ local: LocalExecution, _ places: Places, _ environment: PlannedEnvironment
    ) throws(LaunchError) -> LaunchPlan {
        if let failure = environment.failure { throw failure }
        let directory = try workingDirectory(local, places)
        let command = try command(of: definition, local, places, path: environment.path)
        guard files.isDirectory(directory) else {
            throw .directory(directory, reason: files.exists(directory) ? "it is not a directory" : "it does not exist")
        }
        return LaunchPlan(
            executable: command.executable, arguments: command.arguments, environment: environment.values,
            workingDirectory: directory, openFiles: definition.execution.limits.openFiles)
    }

    /// What a process is started from; throws when this version cannot, or there is nothing.
    func localExecution(of definition: ServerDefinition) throws(LaunchError) -> LocalExecution {
        guard [.local, .development].contains(definition.execution.mode) else {
            throw .notSupported(
                "execution.mode '\(definition.execution.mode.rawValue)'", of: definition.name, instead: "mode: local")
        }
        guard let local = definition.execution.local, local.command != nil || local.mainScript != nil else {
            throw .noCommand(definition.name)
        }
        return local
    }
}
