#if os(Linux)
    import ServerModel
    import Synchronization

    /// The system keyring of Linux: whatever provides the Secret Service in the user's session, asked through libsecret.
    ///
    /// libsecret cannot be stopped in every case. So a question has its own deadline, is cancelled then, and if even that does not help
    /// its thread is given up and another one made.
    public final class KeyringStore: SecretStore {
        public let kind = SecretStoreKind.keyring

        private struct State {
            var worker: KeyringWorker?
            /// Those whose question never came back; freed if it ever does.
            var lost: [KeyringWorker] = []
        }

        private let environment: [String: String]
        private let deadline: Duration
        private let state = Mutex(State())

        /// - Parameters:
        ///   - environment: the daemon's; what it says of the session's bus is used.
        ///   - deadline: for each question. Somewhat shorter than the ``SecretKeeper``'s, so that it is told here what went wrong.
        public init(environment: [String: String], deadline: Duration = .milliseconds(2500)) {
            self.environment = environment.filter { ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"].contains($0.key) }
            self.deadline = deadline
        }

        public func value(of key: SecretKey) async throws -> SecretValue? { try await ask { try $0.value(of: key) } }

        public func set(_ value: SecretValue, for key: SecretKey) async throws { try await ask { try $0.set(value, for: key) } }

        public func remove(_ key: SecretKey) async throws -> Bool { try await ask { try $0.remove(key) } }

        public func names(of server: ServerID) async throws -> [String] {
            try await ask { try $0.names(of: SecretKey.service(of: server)) }
        }

        public func report() async -> SecretStoreReport {
            do {
                let collection = try await ask { try $0.collection() }
                return SecretStoreReport(kind: kind, state: .ready, place: "Secret Service, collection '\(collection)'")
            } catch {
                let state = (error as? any SecretStoreError)?.state ?? .failing
                return SecretStoreReport(
                    kind: kind, state: state, place: "Secret Service", problem: ErrorReport(describing: error))
            }
        }

        func ask<Value: Sendable>(
            _ question: @escaping @Sendable (KeyringConversation) throws -> Value
        ) async throws -> Value {
            let worker = try worker()
            let answer = Answer<Value>()
            let cancellation = KeyringCancellation()
            try worker.add { connection in
                guard let connection else { return answer.give(.failure(KeyringError.noLibrary)) }
                guard let pointer = cancellation.begin() else { return answer.give(.failure(StoreOverdue(store: .keyring))) }
                answer.give(Result { try question(KeyringConversation(connection: connection, cancellation: pointer)) })
            }
            let alarm = Task { [deadline] in
                try await Task.sleep(for: deadline)
                cancellation.cancel()
                try await Task.sleep(for: Self.grace)
                self.giveUp(worker)
                answer.give(.failure(StoreOverdue(store: .keyring)))
            }
            defer { alarm.cancel() }
            return try await withTaskCancellationHandler {
                try await answer.value
            } onCancel: {
                cancellation.cancel()
            }
        }

        private func worker() throws -> KeyringWorker {
            guard let bus = SessionBus(environment: environment) else { throw KeyringError.noBus }
            return try state.withLock { state in
                if let worker = state.worker, worker.bus == bus { return worker }
                state.lost.removeAll { !$0.isBusy }
                guard state.lost.count < Self.mostLost else { throw StoreOverdue(store: kind) }
                let worker = KeyringWorker(bus: bus)
                state.worker = worker
                return worker
            }
        }

        private func giveUp(_ worker: KeyringWorker) {
            state.withLock { state in
                guard state.worker === worker else { return }
                state.worker = nil
                state.lost.append(worker)
            }
        }

        /// Between cancelling a question and giving up its thread.
        private static let grace = Duration.milliseconds(300)
        /// After so many lost threads no other is made until one of them comes back.
        static let mostLost = 4
    }
#endif
