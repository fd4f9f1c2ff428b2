import ServerModel

/// The directories of a definition.
extension LaunchPlanner {
    struct Places {
        /// The server's own directory, `servers/NAME`.
        var server: String
        /// Where its code is.
        var source: String
        /// Whether `source_dir` is written.
        var hasSource: Bool
        var variables: Variables
    }

    func places(of definition: ServerDefinition, _ local: LocalExecution) throws(LaunchError) -> Places {
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

    func workingDirectory(_ local: LocalExecution, _ places: Places) throws(LaunchError) -> String {
        if let written = local.cwd {
            let path = try places.variables.expandPath(written, key: "execution.local.cwd", userHome: userHome)
            return absolute(path, in: places.server)
        }
        // A script is looked for in `source_dir`, written or not.
        if places.hasSource || local.command == nil { return places.source }
        return files.isDirectory(places.server) ? places.server : userHome
    }

    func absolute(_ path: String, in directory: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var rest = path[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
        return rest.isEmpty || rest == "." ? directory : "\(directory)/\(rest)"
    }
}
