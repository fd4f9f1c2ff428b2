import ServerModel

extension Platform {
    /// What a definition's `platforms:` says of this client; what is usual when it says nothing.
    package func setting(in settings: [String: PlatformSetting]) -> PlatformSetting {
        settings[id] ?? settings.sorted { $0.key < $1.key }.first { isNamed($0.key) }?.value ?? PlatformSetting()
    }
}
