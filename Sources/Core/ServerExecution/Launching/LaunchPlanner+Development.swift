import ServerModel

/// Development mode: where the source is, and what the server is told.
extension LaunchPlanner {
    /// The folder a person edits: `source_dir`, else the `cwd` of a command, else the server's own directory.
    public func sourceFolder(of definition: ServerDefinition) throws(LaunchError) -> String {
        let local = definition.execution.local ?? LocalExecution()
        let places = try places(of: definition, local)
        guard !places.hasSource, local.command != nil, let written = local.cwd else { return places.source }
        let path = try places.variables.expandPath(written, key: "execution.local.cwd", userHome: userHome)
        return absolute(path, in: places.server)
    }

    /// The switches under `development` as the server sees them; none in another mode. The definition's own environment wins.
    static func developmentVariables(of definition: ServerDefinition) -> [(name: String, value: String)] {
        guard definition.execution.mode == .development else { return [] }
        let development = definition.development
        let switches = [
            ("MCP_DEBUG", development.debugMode), ("MCP_TEST_MODE", development.testMode),
            ("MCP_MOCK_EXTERNAL_APIS", development.mockExternalAPIs),
        ]
        return switches.filter(\.1).map { (name: $0.0, value: "1") }
    }
}
