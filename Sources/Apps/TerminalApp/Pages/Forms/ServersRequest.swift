import ServerModel

/// What is asked of the daemon about servers.
enum ServersRequest: PageRequest {
    /// The definition's text and what we understood of it.
    case definition(ServerID)
    /// What adding it would write.
    case draft(NewServer)
    case add(NewServer)
    /// Changes a definition, or tells what would change.
    case change(ServerID, DefinitionEditRequest)
    case remove(ServerID)
    /// Puts a definition back; the absolute path of the kept copy.
    case restore(ServerID, backup: String)
    /// The AI clients a server could be in.
    case clients

    var look: String? {
        switch self {
        case .definition: "definition"
        case .draft: "draft"
        case .clients: "clients"
        case .change(_, let request): request.isDryRun ? "change" : nil
        case .add, .remove, .restore: nil
        }
    }
}

/// What it answers.
enum ServersAnswer: Sendable {
    case definition(DefinitionDocument)
    case draft(DefinitionDocument)
    /// A server is there that was not.
    case added(ServerStatus)
    case changed(DefinitionEdited)
    /// The absolute path of the kept copy.
    case removed(backup: String)
    case clients([PlatformStatus])
}
