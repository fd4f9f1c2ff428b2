import ServerModel

/// What a person would type for an action now; `nil` where there is nothing to type.
extension AppState {
    func commandLine(of action: Action) -> String? {
        if let verb = action.verb { return targets.isEmpty ? nil : CommandLineEquivalent.of(verb, targets.map(\.id)) }
        return switch action {
        case .list(let action): commandLine(of: action)
        case .forms(let action): commandLine(of: action)
        case .logs(let action): commandLine(of: action)
        case .health(let action): commandLine(of: action)
        case .tools(let action): commandLine(of: action)
        case .calls(let action): commandLine(of: action)
        case .sessions(let action): commandLine(of: action)
        case .alerts(let action): commandLine(of: action)
        case .events(let action): commandLine(of: action)
        case .desk(let action): commandLine(of: action)
        case .themes(let action): commandLine(of: action)
        case .pane(let pane): commandLine(toSee: pane)
        case .showLogs, .follow: commandLine(toSee: .logs)
        case .search: logSubject.map { "mcp-manager logs search WORDS \($0.arguments)" }
        case .showSecrets: commandLine(toSee: .secrets)
        case .editSecret, .rotateSecret, .deleteSecret: commandLine(ofSecret: action)
        case .syncPlatform, .syncServer, .syncAll, .decideOurs, .decideTheirs, .restorePlatform, .releasePlatform, .undoSync,
            .agree:
            platformWork(of: action)?.command
        case .showEntry: chosenPlatform.map { "mcp-manager platform show \($0.id)" }
        case .refresh: isConnected ? "mcp-manager status" : "mcp-manager daemon start"
        default: nil
        }
    }

    private func commandLine(toSee pane: Pane) -> String? {
        switch pane {
        case .servers: return "mcp-manager list"
        case .platforms: return "mcp-manager platform list"
        case .calls: return commandLine(of: CallsAction.everyServer)
        case .sessions: return "mcp-manager status"
        case .alerts: return "mcp-manager alerts"
        case .events: return nil
        case .status, .logs, .health, .secrets, .tools: break
        }
        guard let selected else { return nil }
        switch pane {
        case .logs: return logSubject.map { "mcp-manager logs \($0.arguments) --follow" }
        case .secrets: return "mcp-manager secrets list \(selected)"
        default: return "mcp-manager \(pane.title.lowercased()) \(selected)"
        }
    }

    private func commandLine(ofSecret action: Action) -> String? {
        guard let page = secrets, let name = page.chosen?.name else { return nil }
        let verb: String
        switch action {
        case .editSecret: verb = SecretForm.Purpose.setup.verb
        case .rotateSecret: verb = SecretForm.Purpose.rotate(name).verb
        default: return SecretDeletion(server: page.server, secret: name).command
        }
        return "mcp-manager secrets \(verb) \(page.server) \(name)"
    }
}
