import SecretMasking
import ServerModel

/// The secrets its runs are started with, as far as they must be kept from sight; their values belong to whoever starts it.
extension SupervisedServer {
    /// It waits for somebody to give it a secret.
    var lacksSecret: Bool {
        if case .needsSecret = machine.phase { true } else { false }
    }

    /// It, or the process of a client, does.
    var waitsForSecret: Bool { running.contains { $0.assumeIsolated { $0.lacksSecret } } }

    /// A run begins with these values. What the last one had may still be in what clients wait for.
    func learn(secrets new: [String]) {
        guard new != secrets || mask.isEmpty != new.isEmpty else { return }
        mask = SecretMask(new + secrets)
        secrets = new
    }

    /// Nothing of it runs any more.
    func forgetSecrets() {
        guard run == nil else { return }
        // While it is known what must not be written.
        if let owner { owner.assumeIsolated { $0.saveNow() } } else { saveNow() }
        mask = SecretMask([])
        secrets = []
    }

    /// It has other values now. One that lacked them is started; one that runs only if it `restarts`.
    func secretsChanged(restarts: Bool) {
        publish(.notice, severity: .info, "its secrets were changed")
        let concerned = running.filter { server in restarts || server.assumeIsolated { $0.lacksSecret } }
        guard !concerned.isEmpty else { return }
        note("its secrets were changed; starting again", level: .notice)
        for server in concerned { server.assumeIsolated { $0.apply(.restart) } }
    }
}

extension Supervisor {
    /// The values of a server's secrets are others now. One that waits for them is started; one that runs is started again if it
    /// `restarts`, and its clients stay connected. Throws `UnknownServer`.
    public func secretsChanged(of name: String, restarts: Bool) async throws {
        try await server(name).secretsChanged(restarts: restarts)
    }

    /// Every server that lacks a secret looks for it once more: a store was unlocked.
    public func secretsMayBeThere() async {
        for server in allServers where await server.waitsForSecret { await server.secretsChanged(restarts: false) }
    }

    /// Takes a server's secrets out of what is shown of it. Throws `UnknownServer`.
    public func mask(of name: String) async throws -> SecretMask {
        try await server(name).shownMask
    }
}

extension SupervisedServer {
    /// Of all its processes: clients' own may have begun later, with other values.
    var shownMask: SecretMask {
        let all = Set(([self] + allProcesses).flatMap { $0.assumeIsolated { $0.secrets } })
        return processes.isEmpty ? mask : SecretMask(all.sorted())
    }
}
