import ServerModel

/// What to do in a client after its file was written.
struct ClientHint: Hashable {
    var platform: String
    var title: String
    var text: String
}

extension PlatformSync {
    /// What to do in the clients now, each told once.
    var hints: [ClientHint] {
        var hints: [ClientHint] = []
        for change in changes {
            guard let text = change.afterwards else { continue }
            let hint = ClientHint(platform: change.platform, title: change.title, text: text)
            if !hints.contains(hint) { hints.append(hint) }
        }
        return hints
    }
}
