import ClientPlatforms
import FileWatching
import ServerModel
import ServerSupervision

/// Has the files of configured clients watched, and tells what others do to them.
actor PlatformWatch {
    private let keeper: PlatformKeeper
    private let watcher: FileWatcher?
    private let events: EventHub
    private let drifted: @Sendable (String, String, Bool) -> Void
    private var folders: [String: (platforms: [String], watch: FolderWatch?)] = [:]

    init(
        keeper: PlatformKeeper, watcher: FileWatcher?, events: EventHub,
        drifted: @escaping @Sendable (String, String, Bool) -> Void
    ) {
        self.keeper = keeper
        self.watcher = watcher
        self.events = events
        self.drifted = drifted
    }

    /// Watches the folders that matter now, and no others.
    func refresh() async {
        let wanted = await keeper.watchedFolders()
        folders = folders.filter { wanted[$0.key] == $0.value.platforms }
        for (folder, platforms) in wanted where folders[folder] == nil {
            let watch = watcher?.watch(folder, ignoring: IgnoreList([]), isRecursive: false) { [weak self] news in
                Task { await self?.heard(news, platforms) }
            }
            folders[folder] = (platforms, watch)
        }
    }

    private func heard(_ news: FolderNews, _ platforms: [String]) async {
        switch news {
        case .began, .changed, .gone: for platform in platforms { await look(platform) }
        case .trouble(let trouble):
            publish(.warning, "\(trouble.problem) — \(trouble.remedy)", platforms.first)
        }
    }

    private func look(_ platform: String) async {
        guard let news = await keeper.look(at: platform) else { return }
        publish(news.severity, news.message, platform)
        await tellDrift(of: [platform])
    }

    /// Whether the files of these clients are as we wrote them; `nil`: of all there are.
    func tellDrift(of platforms: [String]? = nil) async {
        if let platforms {
            for platform in platforms { if let status = try? await keeper.status(of: platform) { tell(status) } }
        } else {
            for status in await keeper.statuses() { tell(status) }
        }
    }

    private func tell(_ status: PlatformStatus) {
        drifted(status.id, status.title, status.isConfigured && status.summary == .drifted)
    }

    private func publish(_ severity: Severity, _ message: String, _ platform: String?) {
        events.publish(
            ServerEvent(
                sequence: 0, time: .now, server: nil, kind: .platform, severity: severity, message: message, platform: platform))
    }
}
