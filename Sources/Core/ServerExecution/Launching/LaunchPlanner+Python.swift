import ServerModel

/// The virtual environment of a server that is written in Python.
extension LaunchPlanner {
    /// Whether one is prepared before the server starts: something is to be installed, or a version of Python is asked for, and the
    /// server is run by Python. A script that asks for nothing runs in the `.venv` that is there, or without one.
    func wantsPythonEnvironment(_ definition: ServerDefinition, _ local: LocalExecution) -> Bool {
        if local.requirements != nil { return true }
        guard !definition.dependencies.pythonPackages.isEmpty || definition.execution.pythonVersion != nil else { return false }
        return local.command.map { Self.isPython($0) || $0.contains(".venv/bin/") } ?? true
    }

    /// `python`, `python3`, `python3.12`
    private static func isPython(_ name: String) -> Bool {
        name.hasPrefix("python") && name.dropFirst(6).allSatisfy { $0.isNumber || $0 == "." }
    }

    /// The environment as it must be made; `nil` when none is asked for. Throws what is wrong with the keys that describe it.
    func pythonEnvironment(
        of definition: ServerDefinition, _ local: LocalExecution, _ places: Places, _ environment: PlannedEnvironment
    ) throws(LaunchError) -> PythonEnvironment? {
        guard wantsPythonEnvironment(definition, local) else { return nil }
        var version: PythonRequirement?
        if let written = definition.execution.pythonVersion {
            guard let understood = PythonRequirement(written) else { throw .badPythonVersion(written) }
            version = understood
        }
        var requirements: String?
        if let written = local.requirements {
            let path = try places.variables.expandPath(written, key: "execution.local.requirements", userHome: userHome)
            let file = absolute(path, in: places.server)
            guard files.exists(file), !files.isDirectory(file) else { throw .missingRequirements(file) }
            requirements = file
        }
        let own = "\(pythonFolder(places))/bin"
        return PythonEnvironment(
            directory: places.server, version: version, requirements: requirements,
            packages: definition.dependencies.pythonPackages.filter { !$0.allSatisfy(\.isWhitespace) },
            systemPackages: definition.dependencies.systemPackages,
            workingDirectory: requirements.map(Self.folder) ?? (files.isDirectory(places.source) ? places.source : home),
            environment: installerEnvironment, path: environment.path.filter { $0 != own })
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? path
    }

    /// What the daemon passes on, and nothing the definition says: an installer runs other people's programs.
    private var installerEnvironment: [String: String] {
        var result = environment.filter { InheritedEnvironment.includes($0.key) }
        result["HOME"] = result["HOME"] ?? userHome
        result["PATH"] = SearchPath(shell: loginShell() ?? .notAsked, daemon: environment["PATH"], extra: extraPath).text
        let plain = [
            "NO_COLOR": "1", "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "UV_NO_PROGRESS": "1",
        ]
        return result.merging(plain) { $1 }
    }

    /// Where the environment really is; its link when there is none yet. A run stays in the environment it was started in, also when
    /// the link is moved to another.
    func pythonFolder(_ places: Places) -> String {
        let link = "\(places.server)/.venv"
        guard let target = files.linkTarget(link), target.hasPrefix(".venvs/") else { return link }
        return "\(places.server)/\(target)"
    }

    /// The program that a command means in the virtual environment at `folder`, there already or not; `nil` when it means another.
    func pythonProgram(_ command: String, in folder: String, _ path: [String]) -> String? {
        if command.contains("/") {
            guard let range = command.firstRange(of: ".venv/bin/"), range.upperBound < command.endIndex else { return nil }
            return "\(folder)/bin/\(command[range.upperBound...])"
        }
        if Self.isPython(command) { return "\(folder)/bin/python" }
        // A package that is yet to be installed may bring it.
        let isElsewhere = path.contains { files.exists("\($0)/\(command)") }
        return isElsewhere || files.isDirectory("\(folder)/bin") ? nil : "\(folder)/bin/\(command)"
    }
}
