import ControlAPI
import DaemonLaunch
import ServerModel
import Synchronization

extension Backend {
    /// The daemon of a home.
    static func live(home: HomeDirectory) -> Backend {
        Backend(program: .live(home: home.path)) { launch in
            let client = try await ControlClient.connect(home: home, launch: launch)
            return Connection(
                daemon: { try await client.daemon() },
                servers: { try await client.servers() },
                // From the beginning of what the daemon remembers, so that the screen knows what happened before it came.
                events: { try await client.events(after: 0) },
                follow: { try await client.followLogs($0.servers, LogQuery(last: $1)) },
                searchLogs: { try await client.searchLogs($0.servers, $1) },
                perform: { verb, id in
                    switch verb {
                    case .start: try await client.start(id)
                    case .stop: try await client.stop(id)
                    case .restart: try await client.restart(id)
                    case .kill: try await client.kill(id)
                    }
                },
                secrets: { id in
                    var secrets = try await client.secrets(of: id)
                    // Where no store takes values, why is what a person needs to know.
                    if secrets.store == nil {
                        let stores = try await client.secretStores()
                        secrets.store = stores.first { $0.state == .locked } ?? stores.first { $0.problem != nil }
                    }
                    return secrets
                },
                setSecrets: { try await client.set(SecretChanges(values: $1.mapValues(\.revealed)), of: $0) },
                deleteSecret: { try await client.deleteSecret($1, of: $0) },
                rotateSecret: { try await client.rotateSecret($1, to: $2.revealed, of: $0) },
                platforms: { try await client.platforms() },
                platformHistory: { try await client.platformHistory() },
                planPlatforms: { try await client.plan($0) },
                applyPlatforms: { try await client.apply($0) },
                undoPlatforms: { try await client.undo($0) },
                answer: { try await client.answer($0) },
                restorePlatform: { try await client.restore($0, $1) })
        }
    }
}

extension Backend {
    /// The same, already connecting: that takes about as long as it takes to open the terminal.
    func connecting() -> Backend {
        let first = FirstConnection(Task { [connect] in try await connect(true) })
        return Backend(program: program) { [connect] launch in
            guard launch, let begun = first.take() else { return try await connect(launch) }
            return try await begun.value
        }
    }

    private final class FirstConnection: Sendable {
        private let begun: Mutex<Task<Connection, any Error>?>

        init(_ task: Task<Connection, any Error>) { begun = Mutex(task) }

        /// Nothing the second time.
        func take() -> Task<Connection, any Error>? {
            begun.withLock { begun in
                defer { begun = nil }
                return begun
            }
        }
    }
}
