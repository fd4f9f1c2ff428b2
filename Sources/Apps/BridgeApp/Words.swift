/// What `mcp-connect` says of itself.
enum Words {
    /// The same as `productVersion` of ServerModel, which is not worth linking for one text; a test compares them.
    static let version = "0.1.0"

    static let usage = """
        usage: mcp-connect NAME [--client ID] [--home PATH]

        Connects an MCP client on standard input and output to the server NAME of mcp-manager.
        The daemon is started if it does not run, and again if it goes away.

          --client ID    which AI client this is, for 'mcp-manager status'
          --home PATH    the manager's directory; default: $MCP_MANAGER_HOME, else ~/.mcp_servers
          --version      show the version
          -h, --help     show this help

        Exits with 0 when the client has gone, 1 when the server could not be reached, 2 when the command is wrong.

        """
}
