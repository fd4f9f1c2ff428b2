import ServerModel

/// Where a server's log is kept.
extension LaunchPlanner {
    /// The absolute path that `monitoring.logging.file` says; else `logs/NAME/server.log` in the home.
    ///
    /// Throws when a variable in it has no value.
    public func logPath(of definition: ServerDefinition) throws(LaunchError) -> String {
        guard let written = definition.monitoring.logging.file else { return standardLogPath(of: definition.name) }
        let places = try places(of: definition, definition.execution.local ?? LocalExecution())
        let path = try places.variables.expandPath(written, key: "monitoring.logging.file", userHome: userHome)
        return absolute(path, in: places.server)
    }

    /// Where it is when a definition says nothing, or cannot be read.
    public func standardLogPath(of server: ServerID) -> String { "\(home)/logs/\(server)/server.log" }
}
