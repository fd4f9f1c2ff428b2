import Foundation
import ServerModel
import Testing

extension TestHome {
    // MARK: The daemon's surroundings

    /// Runs `mcp-manager` with more in its environment; a daemon that it starts has that too.
    @discardableResult
    public func manager(
        _ arguments: [String], adding variables: [String: String], input: String = "", within limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        try await Tool.run(
            Product.program("mcp-manager"), arguments, environment: environment.merging(variables) { $1 }, input: input,
            within: limit)
    }

    /// Starts the daemon with more in its environment.
    public func startDaemon(
        adding variables: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await manager(["daemon", "start"], adding: variables)
        try #require(outcome.succeeded, "\(outcome)", sourceLocation: sourceLocation)
    }

    /// Kills the daemon; returns when it has ended.
    public func killDaemon(_ signal: Int32 = SIGKILL) async throws {
        let daemons = daemons
        for daemon in daemons { kill(daemon.processID, signal) }
        let left = await ProcessTable.survivors(of: daemons, after: .seconds(20))
        if daemons.isEmpty || !left.isEmpty { throw TestFailure("the daemon does not die: \(daemons)") }
    }

    /// Writes `config.yaml`.
    public func configure(_ yaml: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try yaml.write(toFile: "\(path)/config.yaml", atomically: true, encoding: .utf8)
    }

    // MARK: Secrets

    /// Gives a server a secret, through standard input.
    @discardableResult
    public func setSecret(
        _ key: String, of server: String, to value: String, _ options: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        // One newline at the end is the shell's, not the secret's.
        let outcome = try await manager(["secrets", "set", server, key] + options, input: value + "\n")
        try #require(outcome.succeeded, "\(outcome)\n\(story)", sourceLocation: sourceLocation)
        return outcome
    }

    /// What `mcp-manager secrets list NAME --json` says.
    public func secrets(of server: String) async throws -> ServerSecrets {
        let listed: [ServerSecrets] = try await manager("secrets", "list", server, "--json").decoded()
        guard let secrets = listed.first, listed.count == 1 else { throw TestFailure("secrets list \(server): \(listed)") }
        return secrets
    }

    /// One of them.
    public func secret(_ key: String, of server: String) async throws -> SecretStatus {
        let secrets = try await secrets(of: server)
        guard let secret = secrets.secrets.first(where: { $0.name == key }) else { throw TestFailure("no \(key): \(secrets)") }
        return secret
    }

    /// What `mcp-manager secrets doctor --json` says of a store.
    public func store(_ kind: SecretStoreKind) async throws -> SecretStoreReport {
        struct Report: Decodable { var stores: [SecretStoreReport] }
        // It ends with 1 where there is something to do.
        let stores = try await manager("secrets", "doctor", "--json").decoded(Report.self).stores
        guard let report = stores.first(where: { $0.kind == kind }) else { throw TestFailure("no \(kind): \(stores)") }
        return report
    }

    // MARK: A server that has them

    /// Defines a server that tells fingerprints of its variables: `digest_server.py`.
    ///
    /// - Parameter secrets: YAML, the entries of `secrets:`.
    public func defineDigester(_ name: String, _ options: [String] = [], secrets: String) throws {
        let words = ["-B", "\(Product.repository)/Tests/Acceptance/Servers/digest_server.py"] + options
        try define(
            name,
            """
            name: \(name)
            execution:
              local:
                command: \(try Component.python.program())
                args: [\(words.map { "'\($0)'" }.joined(separator: ", "))]
            secrets:
            \(secrets)

            """)
    }

    /// The fingerprint of a variable as the running server sees it; the server is started for that.
    public func fingerprint(_ key: String, of server: String) async throws -> String {
        let outcome = try await manager("call", server, "fingerprint", "name=\(key)")
        guard outcome.succeeded else { throw TestFailure("no fingerprint of \(key): \(outcome)\n\(story)") }
        return outcome.output.trimmingCharacters(in: .newlines)
    }
}
