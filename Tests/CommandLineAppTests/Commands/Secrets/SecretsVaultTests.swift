import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let canary = SecretExample.canary

struct `The vault` {
    private let route = "POST /api/v1/secrets/vault"

    private func request(
        _ line: [String], _ input: Input = Input(), environment: [String: String] = [:], code: Int32 = 0,
        _ check: (Stage, VaultRequest?) throws -> Void
    ) async throws {
        try await FakeDaemon.run([route: [try .value([SecretExample.vault])]]) { daemon in
            let stage = Stage(input)
            #expect(await stage.run(["secrets"] + line + ["--home", daemon.home], environment: environment) == code)
            #expect(!stage.everything.contains(canary))
            let body = daemon.received.last?.body
            try check(stage, try body.map { try ControlCoding.decode(VaultRequest.self, from: $0) })
        }
    }

    @Test func `is opened with a passphrase from the environment, a person or a pipe`() async throws {
        let wanted = VaultRequest(.unlock, passphrase: canary)
        let environment = ["MCP_MANAGER_VAULT_PASSPHRASE": canary]
        try await request(["unlock"], Input(typed: ["no"], isTerminal: true), environment: environment) { stage, request in
            #expect(request == wanted && stage.untyped == ["no"])
            #expect(stage.output == "✔ encrypted vault  /h/state/vault  in use, new values go there\n")
        }
        try await request(["unlock"], Input(typed: ["", canary], isTerminal: true)) { stage, request in
            #expect(request == wanted)
            #expect(stage.errors.contains("a passphrase cannot be empty"))
        }
        try await request(["unlock"], Input(piped: "\(canary)\n")) { #expect($1 == wanted) }
        try await request(["unlock"], code: 2) { stage, request in
            #expect(request == nil && stage.errors.contains("set MCP_MANAGER_VAULT_PASSPHRASE"))
        }
    }

    @Test func `is made with a passphrase that was typed twice`() async throws {
        let typed = Input(typed: [canary, "other", canary, canary], isTerminal: true)
        try await request(["unlock", "--create"], typed) { stage, request in
            #expect(request == VaultRequest(.create, passphrase: canary))
            #expect(stage.errors.contains("✘ these are two"))
            #expect(stage.untyped.isEmpty)
        }
    }

    @Test func `is opened with a file or the keyring, without questions`() async throws {
        let person = Input(typed: ["no"], isTerminal: true)
        try await request(["unlock", "--key-file", "/k"], person) { #expect($1 == VaultRequest(.unlock, keyFile: "/k")) }
        try await request(["unlock", "--key-file", "k"], person) { _, request in
            let path = try #require(request?.keyFile)
            #expect(path.hasPrefix("/") && path.hasSuffix("/k"))
        }
        try await request(["unlock", "--create", "--keyring"], person) {
            #expect($1 == VaultRequest(.create, usesKeyring: true))
        }
        try await request(["lock"], person) { #expect($1 == VaultRequest(.lock)) }
    }

    @Test func `gets another key, and never the old one from the environment`() async throws {
        let environment = ["MCP_MANAGER_VAULT_PASSPHRASE": "the old one"]
        let typed = Input(typed: [canary, canary], isTerminal: true)
        try await request(["change-key"], typed, environment: environment) {
            #expect($1 == VaultRequest(.changeKey, passphrase: canary))
        }
    }
}
