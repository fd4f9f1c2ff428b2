import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension CommandRun {
    /// The process until it was waited for; afterwards its id may be somebody else's, and no signal is sent to it.
    final class Life: Sendable {
        private let process: Mutex<pid_t?>
        private let id: pid_t

        init(_ process: pid_t) {
            id = process
            self.process = Mutex(process)
        }

        /// To the whole group; without effect on one that was reaped.
        func end() {
            process.withLock { process in
                if let process { _ = kill(-process, SIGTERM) }
            }
        }

        /// Waits for the end, and answers the status as shells count it.
        func reap() -> Int32 {
            var information = siginfo_t()
            // The end is awaited first and the process is let go afterwards, so that a signal cannot come between the two.
            while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            var status: Int32 = 0
            process.withLock { process in
                while waitpid(id, &status, 0) < 0, errno == EINTR {}
                process = nil
            }
            // The code is in the second byte, the signal in the lowest seven bits (wait(2)).
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        }
    }

    /// A thread of its own that may block for as long as it likes.
    enum Thread {
        /// Answers 0, or the error for which there is no thread; then `body` does not run.
        static func start(_ body: @escaping @Sendable () -> Void) -> Int32 {
            #if canImport(Darwin)
                var thread: pthread_t?
            #else
                var thread = pthread_t()
            #endif
            let box = Unmanaged.passRetained(Body(run: body))
            let error = pthread_create(&thread, nil, main, box.toOpaque())
            guard error == 0 else {
                box.release()
                return error
            }
            #if canImport(Darwin)
                if let thread { pthread_detach(thread) }
            #else
                pthread_detach(thread)
            #endif
            return 0
        }

        private final class Body: Sendable {
            let run: @Sendable () -> Void

            init(run: @escaping @Sendable () -> Void) { self.run = run }
        }

        #if canImport(Darwin)
            private static let main: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }
        #else
            private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }
        #endif
    }
}
