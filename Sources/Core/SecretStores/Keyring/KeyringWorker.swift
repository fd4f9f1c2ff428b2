#if os(Linux)
    import CSecretService
    import DetachedThreads
    import Synchronization

    /// Asks the Secret Service one question after the other, on a thread of its own that lives as long as there are any.
    final class KeyringWorker: Sendable {
        typealias Job = @Sendable (_ connection: OpaquePointer?) -> Void

        let bus: SessionBus
        private let queue = Mutex((jobs: [Job](), isRunning: false))
        // Used by the thread alone, of which there is one at a time; by the last owner in the end.
        private nonisolated(unsafe) var connection: OpaquePointer?

        init(bus: SessionBus) { self.bus = bus }

        deinit {
            if let connection { css_connection_free(connection) }
        }

        /// Whether a question is being asked.
        var isBusy: Bool { queue.withLock(\.isRunning) }

        /// Has `job` done when those before it are. It is given no connection where libsecret cannot be used.
        func add(_ job: @escaping Job) throws {
            let isFirst = queue.withLock { queue in
                queue.jobs.append(job)
                defer { queue.isRunning = true }
                return !queue.isRunning
            }
            guard isFirst else { return }
            let number = startThread { self.run() }
            guard number == 0 else {
                queue.withLock { $0 = ([], false) }
                throw NoThread(number: number)
            }
        }

        private func run() {
            // Here, because loading the library takes a while.
            if connection == nil { connection = css_connection_create(bus.address) }
            while let job = next() { job(connection) }
        }

        private func next() -> Job? {
            queue.withLock { queue in
                guard queue.jobs.isEmpty else { return queue.jobs.removeFirst() }
                queue.isRunning = false
                return nil
            }
        }
    }

    /// Ends a question from outside, also one that has not begun.
    final class KeyringCancellation: Sendable {
        private struct State {
            var isCancelled = false
            // GLib's own is made for being used by several threads.
            nonisolated(unsafe) var pointer: OpaquePointer?
        }

        private let state = Mutex(State())

        deinit {
            state.withLock { if let pointer = $0.pointer { css_cancellation_free(pointer) } }
        }

        /// For libsecret, which must have been loaded; `nil` when the question is not to be asked any more.
        func begin() -> OpaquePointer? {
            state.withLock { state in
                guard !state.isCancelled else { return nil }
                state.pointer = css_cancellation_create()
                return state.pointer
            }
        }

        func cancel() {
            state.withLock { state in
                state.isCancelled = true
                if let pointer = state.pointer { css_cancel(pointer) }
            }
        }
    }
#endif
