import ServerModel

/// What is asked of the daemon about tools.
enum ToolsRequest: PageRequest {
    /// Starts the server as a client would.
    case list(ServerID)
    /// The arguments are a JSON object as text.
    case call(ServerID, tool: String, arguments: String)

    var look: String? {
        switch self {
        case .list(let id): "list \(id)"
        case .call: nil
        }
    }
}

/// What it answers.
enum ToolsAnswer: Sendable {
    case list([ToolDescription])
    case result(ToolCallResult)
}
