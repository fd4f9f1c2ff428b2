import ServerModel

/// The program of a definition and its arguments.
extension LaunchPlanner {
    struct Command {
        var executable: String
        var arguments: [String]
    }

    /// `path`: where programs are looked for.
    func command(
        of definition: ServerDefinition, _ local: LocalExecution, _ places: Places, path: [String]
    ) throws(LaunchError) -> Command {
        let environment = wantsPythonEnvironment(definition, local) ? pythonFolder(places) : nil
        if let written = local.command { return try commandGiven(written, local.args, places, path, environment) }
        return try script(local, places, path, environment, isStdio: definition.execution.transport == .stdio)
    }

    /// `environment`: the folder of the virtual environment that is prepared before, if one is.
    private func commandGiven(
        _ written: String, _ arguments: [String], _ places: Places, _ path: [String], _ environment: String?
    ) throws(LaunchError) -> Command {
        let key = "execution.local.command"
        let name = try places.variables.expandPath(written, key: key, userHome: userHome)
        var expanded: [String] = []
        for argument in arguments { expanded.append(try places.variables.expand(argument, key: "execution.local.args")) }
        if let environment, let program = pythonProgram(name, in: environment, path) {
            return Command(executable: program, arguments: expanded)
        }
        guard name.contains("/") else {
            return Command(executable: try found(name, in: path, key: key), arguments: expanded)
        }
        let program = absolute(name, in: places.server)
        guard files.exists(program) else { throw .missingProgram(program) }
        guard files.isExecutable(program) else { throw .notExecutable(program, isDirectory: files.isDirectory(program)) }
        return Command(executable: program, arguments: expanded)
    }

    /// A Python script, in the server's own virtual environment if it has one.
    private func script(
        _ local: LocalExecution, _ places: Places, _ path: [String], _ environment: String?, isStdio: Bool
    ) throws(LaunchError) -> Command {
        let key = "execution.local.main_script"
        let script = try places.variables.expandPath(local.mainScript ?? "", key: key, userHome: userHome)
        let file = absolute(script, in: places.source)
        guard files.exists(file), !files.isDirectory(file) else { throw .missingScript(file) }
        let own = "\(pythonFolder(places))/bin/python"
        // One that is asked for is there by the time it is run.
        let isThere = environment != nil || files.isExecutable(own)
        let interpreter = isThere ? own : try found("python3", in: path, key: key)
        // The argument by which scripts of mcp-manager 1 know what to speak.
        var arguments = isStdio ? [script, "stdio"] : [script]
        for argument in local.args { arguments.append(try places.variables.expand(argument, key: "execution.local.args")) }
        return Command(executable: interpreter, arguments: arguments)
    }

    /// The first executable file called `name` in the directories of `path`.
    func found(_ name: String, in path: [String], key: String) throws(LaunchError) -> String {
        let directories = path.filter { $0.hasPrefix("/") }
        var notExecutable: String?
        for directory in directories {
            let candidate = "\(directory)/\(name)"
            if files.isExecutable(candidate) { return candidate }
            if files.exists(candidate), !files.isDirectory(candidate) { notExecutable = notExecutable ?? candidate }
        }
        if let notExecutable { throw .notExecutable(notExecutable, isDirectory: false) }
        throw .notOnPath(name, directories: directories, key: key)
    }
}
