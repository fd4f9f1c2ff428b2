import ServerModel
import Synchronization

/// Carries effects out on other threads and reports back what comes of them.
///
/// Used by one thread. Tasks are kept until they are replaced or the runner goes, and then cancelled.
final class EffectRunner {
    private let backend: Backend
    private let clock: @Sendable () -> Timestamp
    private let post: @Sendable (BackendEvent) -> Void
    private let connection = CurrentConnection()
    private var listening: Task<Void, Never>?
    private let logs: LogStreams
    private var verbs: [ServerID: Task<Void, Never>] = [:]
    private var reloading: Task<Void, Never>?
    private var lookingAtSecrets: Task<Void, Never>?
    private var lookingAtPlatforms: Task<Void, Never>?
    private var planning: Task<Void, Never>?
    /// The command whose page is open; one at a time.
    private var command: CommandRun?
    /// By the name of the look; see ``Request/look``.
    private var looks: [String: Task<Void, Never>] = [:]
    /// Of secrets, files and whatever a page changes; a person makes few.
    private var changes: [Task<Void, Never>] = []
    /// Questions that can be withdrawn, by generation.
    private var asked: [Int: Task<Void, Never>] = [:]

    /// `post` is called from any thread.
    init(backend: Backend, clock: @escaping @Sendable () -> Timestamp, post: @escaping @Sendable (BackendEvent) -> Void) {
        self.backend = backend
        self.clock = clock
        self.post = post
        // What waits is woken by being cancelled.
        logs = LogStreams(
            LogWay(
                reached: { [connection] in try connection.reached() }, pause: { try? await Task.sleep(for: $0) }, post: post))
    }

    deinit {
        command?.cancel()
        let asking = [listening, reloading, lookingAtSecrets, lookingAtPlatforms, planning]
        for task in asking.compactMap({ $0 }) + looks.values + verbs.values + changes + asked.values {
            task.cancel()
        }
    }

    /// Begins an effect; those that concern the terminal or the loop are not its business.
    func run(_ effect: Effect) {
        switch effect {
        case .connect(let generation, let launch): connect(generation: generation, launch: launch)
        case .reload(let generation): reload(generation: generation)
        case .follow(let subject, let generation): logs.follow(subject, generation: generation)
        case .unfollow(let subject): logs.unfollow(subject)
        case .logs(let work): logs.run(work)
        case .perform(let verb, let id, let generation): perform(verb, id, generation: generation)
        case .loadSecrets(let id, let generation):
            lookingAtSecrets?.cancel()
            lookingAtSecrets = ask({ try await $0.secrets(id) }) { .secrets(id, generation: generation, $0) }
        case .applySecrets(let id, let values, let generation):
            changes.append(
                ask({ try await $0.setSecrets(id, values) }) { .secretsApplied(id, generation: generation, $0) })
        case .deleteSecret(let id, let name, let generation):
            changes.append(
                ask({ try await $0.deleteSecret(id, name) }) { .secretsApplied(id, generation: generation, $0) })
        case .rotateSecret(let id, let name, let value, let generation):
            changes.append(
                ask({ try await $0.rotateSecret(id, name, value) }) { .secretRotated(name, id, generation: generation, $0) })
        case .loadPlatforms(let generation):
            lookingAtPlatforms?.cancel()
            lookingAtPlatforms = ask({ try await $0.findings() }) { .platforms(generation: generation, $0) }
        case .planPlatforms(let work, let generation):
            planning?.cancel()
            planning = ask({ try await $0.plan(work) }) { .platformsPlanned(generation: generation, $0) }
        case .applyPlatforms(let work, let agreed, let generation):
            changes.append(
                ask({ try await $0.apply(work, agreed: agreed) }) { .platformsApplied(generation: generation, $0) })
        case .ask(let request, let generation):
            let task = ask({ try await $0.answer(request) }) { .answered(request, generation: generation, $0) }
            if let look = request.look { looks.updateValue(task, forKey: look)?.cancel() } else { asked[generation] = task }
        case .withdraw(let generation): asked.removeValue(forKey: generation)?.cancel()
        case .runCommand(let words, let columns, let generation): runCommand(words, columns: columns, generation: generation)
        case .cancelCommand:
            command?.cancel()
            command = nil
        case .lendTerminal, .redraw, .suspend, .quit, .copy, .useTheme, .useASCII, .offerThemes, .useMouse: break
        }
    }

    /// Runs `mcp-manager`; what ran before is ended.
    private func runCommand(_ words: [String], columns: Int, generation: Int) {
        command?.cancel()
        do throws(ErrorReport) {
            command = try backend.program.run(
                words, columns: columns, said: { [post] in post(.commandSaid(generation: generation, $0)) },
                ended: { [post] in post(.commandEnded(generation: generation, .success($0))) })
        } catch {
            post(.commandEnded(generation: generation, .failure(error)))
        }
    }

    /// Asks one thing and reports the answer, whatever it is. Generations tell which answers are late.
    private func ask<Value: Sendable>(
        _ question: @escaping @Sendable (Backend.Connection) async throws -> Value,
        _ event: @escaping @Sendable (Result<Value, ErrorReport>) -> BackendEvent
    ) -> Task<Void, Never> {
        Task { [post, connection] in
            do {
                post(event(.success(try await question(connection.reached()))))
            } catch {
                guard !Task.isCancelled else { return }
                post(event(.failure(ErrorReport(describing: error))))
            }
        }
    }

    private func connect(generation: Int, launch: Bool) {
        listening?.cancel()
        listening = Task { [backend, clock, post, connection] in
            do {
                let reached = try await backend.connect(launch)
                // Subscribed before the servers are listed, so that no change falls between the two.
                let events = try await reached.events()
                let moment = clock()
                async let daemon = reached.daemon()
                async let servers = reached.servers()
                let picture = try await (daemon: daemon, servers: servers)
                connection.replace(with: reached)
                post(.connected(generation: generation, daemon: picture.daemon, servers: picture.servers, at: moment))
                for try await event in events {
                    post(.happened(generation: generation, event))
                }
                if !Task.isCancelled { post(.lost(generation: generation, .daemonEnded)) }
            } catch {
                guard !Task.isCancelled else { return }
                post(.lost(generation: generation, ErrorReport(describing: error)))
            }
        }
    }

    private func reload(generation: Int) {
        reloading?.cancel()
        reloading = Task { [clock, post, connection] in
            let moment = clock()
            do {
                let daemon = try await connection.reached().daemon()
                let servers = try await connection.reached().servers()
                if !Task.isCancelled {
                    post(.reloaded(generation: generation, daemon: daemon, servers: servers, at: moment))
                }
            } catch {
                // The event stream notices on its own when the daemon is gone, and says it once.
            }
        }
    }

    /// The newest verb wins: the daemon gets them in order, and only the last answer counts.
    private func perform(_ verb: Verb, _ id: ServerID, generation: Int) {
        let earlier = verbs[id]
        verbs[id] = Task { [post, connection] in
            await earlier?.value
            let result: Result<ServerStatus, ErrorReport>
            do {
                result = .success(try await connection.reached().perform(verb, id))
            } catch {
                guard !Task.isCancelled else { return }
                result = .failure(ErrorReport(describing: error))
            }
            post(.performed(verb, id, generation: generation, result))
        }
    }
}

extension ErrorReport {
    /// The daemon took its leave.
    static let daemonStopped = ErrorReport(
        code: "daemon-stopped", problem: "the daemon was stopped as somebody asked",
        remedy: "'mcp-manager daemon start' starts it again")
    /// A stream that ended without saying why.
    static let daemonEnded = ErrorReport(
        code: "daemon-ended", problem: "the daemon has ended", remedy: "'mcp-manager daemon start' starts it again")
}

/// The connection the tasks share.
private final class CurrentConnection: Sendable {
    private let storage = Mutex<Backend.Connection?>(nil)

    func replace(with connection: Backend.Connection) {
        storage.withLock { $0 = connection }
    }

    func reached() throws -> Backend.Connection {
        guard let connection = storage.withLock({ $0 }) else { throw ErrorReport.daemonEnded }
        return connection
    }
}
