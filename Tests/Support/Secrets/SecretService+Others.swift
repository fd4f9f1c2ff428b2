import Foundation

/// The same keyring as other programs see it. Values go in by standard input, as everywhere.
extension SecretService {
    // MARK: secret-tool

    /// What `secret-tool` reads; `nil` when it finds nothing.
    public func toolValue(of key: String, server: String) async throws -> String? {
        let outcome = try await secretTool(["lookup", "service", "mcp-manager.\(server)", "username", key])
        return outcome.succeeded ? outcome.output : nil
    }

    /// Has `secret-tool` write a value, under the two attributes that matter alone.
    public func toolStore(_ value: String, for key: String, server: String) async throws {
        let outcome = try await secretTool(
            ["store", "--label", "from elsewhere", "service", "mcp-manager.\(server)", "username", key], input: value)
        guard outcome.succeeded else { throw TestFailure("secret-tool store: \(outcome)") }
    }

    private func secretTool(_ arguments: [String], input: String = "") async throws -> Outcome {
        try await Tool.run(
            try Component.secretTool.program(), arguments, environment: surroundings, input: input, within: .seconds(20))
    }

    // MARK: Python's keyring

    /// What Python's `keyring` reads; `nil` when it finds nothing.
    public func pythonValue(of key: String, server: String) async throws -> String? {
        let outcome = try await python("get", server, key)
        return outcome.succeeded ? outcome.output : nil
    }

    /// Has Python's `keyring` write a value.
    public func pythonStore(_ value: String, for key: String, server: String) async throws {
        let outcome = try await python("set", server, key, input: value)
        guard outcome.succeeded else { throw TestFailure("keyring.set_password: \(outcome)") }
    }

    /// How many items of the keyring Python could mean; two would be two truths.
    public func itemCount(of key: String, server: String) async throws -> Int {
        let outcome = try await python("count", server, key)
        guard let count = Int(outcome.output) else { throw TestFailure("counting items: \(outcome)") }
        return count
    }

    private func python(_ verb: String, _ server: String, _ key: String, input: String = "") async throws -> Outcome {
        let program = """
            import sys
            from contextlib import closing
            import keyring, secretstorage
            verb, service, user = sys.argv[1:]
            if verb == "get":
                value = keyring.get_password(service, user)
                if value is None:
                    sys.exit(3)
                sys.stdout.buffer.write(value.encode())
            elif verb == "set":
                keyring.set_password(service, user, sys.stdin.buffer.read().decode())
            else:
                with closing(secretstorage.dbus_init()) as bus:
                    print(len(list(secretstorage.search_items(bus, {"service": service, "username": user}))), end="")
            """
        let environment = surroundings.merging(["PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"]) { $1 }
        return try await Tool.run(
            try Component.keyring.program(), ["-c", program, verb, "mcp-manager.\(server)", key], environment: environment,
            input: input, within: .seconds(20))
    }
}
