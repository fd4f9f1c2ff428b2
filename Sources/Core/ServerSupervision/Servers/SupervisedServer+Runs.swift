/// Its runs, the shared one and those of single clients.
extension SupervisedServer {
    /// Itself and the processes of clients, as far as they run, or would if they could.
    var running: [SupervisedServer] {
        ([self] + allProcesses).filter { server in
            server.assumeIsolated {
                switch $0.machine.phase {
                case .starting, .ready, .degraded, .waiting, .failed, .needsSecret: true
                case .stopping: $0.machine.comesBack
                case .stopped, .disabled, .unknown: false
                }
            }
        }
    }

    /// Replaces every run; clients keep their sessions.
    func startAgain() {
        for server in running { server.assumeIsolated { $0.apply(.restart) } }
    }
}
