import ServerModel

/// What is known of the secrets of the server that is looked at.
struct SecretsPage {
    let server: ServerID
    /// Of the newest question; other answers are late.
    var generation: Int
    var content: Content = .loading
    /// The chosen row.
    var index = 0
    /// Something has happened that may have changed it.
    var isStale = false
    /// The form is to be opened as soon as it is known what to ask.
    var opensForm = false
    /// The name of the secret the form begins with then.
    var opensAt: String?

    enum Content {
        case loading
        case loaded(ServerSecrets)
        case failed(ErrorReport)
    }

    var secrets: ServerSecrets? {
        if case .loaded(let secrets) = content { secrets } else { nil }
    }

    var chosen: SecretStatus? {
        guard let all = secrets?.secrets, all.indices.contains(index) else { return nil }
        return all[index]
    }
}
