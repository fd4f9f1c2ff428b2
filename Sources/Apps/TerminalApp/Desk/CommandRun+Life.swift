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
}
