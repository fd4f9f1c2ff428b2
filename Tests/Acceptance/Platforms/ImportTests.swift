import Foundation
import ServerModel
import TestSupport
import Testing

/// Servers that clients have already become ours.
@Suite(.temporaryHome, .needs(.python), .timeLimit(.minutes(3)))
struct `Servers of clients on this machine` {
    /// In the shape of a real one, and nobody's.
    private static let token = "ghp_k3Zq81LmWx0Tv9RbYc72NdHsJf56PgUa4EiO"
    private static let search = CanarySearch([Canary("TILL_KEY", token)])

    @Test func `are listed once, however many clients have them, with their credentials marked`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let outcome = try await home.succeed("import", "--json")
        let found: [ImportCandidate] = try outcome.decoded()
        #expect(found.map(\.name).sorted() == ["notes", "till"], "\(found)")
        let till = try #require(found.first { $0.name == "till" })
        #expect(till.places.map(\.platform).sorted() == ["codex", "cursor", "goose"], "\(till)")
        #expect(Set(till.credentials.map(\.key)) == ["TILL_KEY"] && till.obstacle == nil, "\(till)")
        let table = try await home.succeed("import")
        #expect(Self.search.findings(in: outcome.output + table.output + table.errors, of: "import").isEmpty)
        let one: [ImportCandidate] = try await home.succeed("import", "--from", "codex", "--json").decoded()
        #expect(one.map(\.name) == ["register"], "\(one)")
    }

    @Test func `are told by doctor when several clients start one, until it is ours`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let outcome = try await home.succeed("doctor", "--json")
        #expect(Self.search.findings(in: outcome.output, of: "doctor").isEmpty)
        func clients(_ findings: [DoctorFinding]) -> [DoctorFinding] { findings.filter { $0.check == "clients" } }
        let told = try #require(clients(try outcome.decoded()).first)
        for entry in ["'till' of Cursor", "'register' of", "'till' of Goose"] {
            #expect(told.message.contains(entry), "\(told)")
        }
        #expect(told.severity == .warning && told.remedy?.contains("mcp-manager import till") == true, "\(told)")

        try await home.succeed("import", "till", "--yes")
        let after: [DoctorFinding] = try await home.succeed("doctor", "--json").decoded()
        #expect(clients(after).map(\.severity) == [.ok], "\(after)")

        // One of them goes back to starting its own, another has its own switched off.
        try ClientFile.imported[1].filled(with: Self.token).write(in: home)
        var goose = try ClientFile.imported[2].filled(with: Self.token)
        goose.text = goose.text.replacingOccurrences(of: "enabled: true", with: "enabled: false")
        try goose.write(in: home)
        let again: [DoctorFinding] = try await home.succeed("doctor", "--json").decoded()
        #expect(clients(again).count == 1, "\(again)")
        #expect(clients(again).first?.message.hasPrefix("'register' of OpenAI Codex ") == true, "\(again)")
        #expect(clients(again).first?.message.contains(" starts what 'till' is already") == true, "\(again)")
    }

    @Test func `are taken over with their credentials, used from the store, and given back whole`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let before = try ClientFile.imported.map { try $0.now(in: home) }
        let plan = try await home.succeed("import", "till", "--dry-run")
        #expect(Self.search.findings(in: plan.output + plan.errors, of: "the plan").isEmpty)
        #expect(try ClientFile.imported.map { try $0.now(in: home) } == before)

        let outcome = try await home.succeed("import", "till", "--yes", "--json")
        let taken: ImportOutcome = try outcome.decoded()
        #expect(taken.imported.map(\.server.rawValue) == ["till"] && taken.moved.count == 3, "\(taken)")
        #expect(try await home.secret("TILL_KEY", of: "till").state == .set)
        for file in ClientFile.imported {
            let now = try file.now(in: home)
            #expect(now.contains("mcp-connect") && !now.contains(Self.token), "\(file.platform): \(now)")
            let status: PlatformStatus = try await home.succeed("platform", "show", file.platform, "--json").decoded()
            #expect(status.entries.first { $0.server?.rawValue == "till" }?.state == .inSync, "\(status)")
        }
        let left = try Self.search.findings(below: "\(home.root)/user")
        #expect(left.isEmpty, "\(left)")
        try await home.succeed("start", "till")
        #expect(try await home.fingerprint("TILL_KEY", of: "till") == Fingerprint.of(Self.token))

        try await home.succeed("import", "--undo", try #require(taken.id))
        #expect(try ClientFile.imported.map { try $0.now(in: home) } == before)
        #expect(home.names(in: "servers").filter { $0.hasSuffix(".yaml") } == [])
    }

    private func prepare(_ home: TestHome) async throws {
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        for file in ClientFile.imported { try file.filled(with: Self.token).write(in: home) }
        try await home.startDaemon(adding: ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"])
    }
}

extension ClientFile {
    /// The file with what its words stand for.
    fileprivate func filled(with token: String) throws -> ClientFile {
        var file = self
        let words = [
            "PYTHON": try Component.python.program(), "TOKEN": token,
            "SCRIPT": "\(Product.repository)/Tests/Acceptance/Servers/digest_server.py",
        ]
        for (word, value) in words { file.text = file.text.replacingOccurrences(of: word, with: value) }
        return file
    }

    /// The same server in three clients, under two names, and another one.
    fileprivate static let imported = [
        ClientFile(
            platform: "cursor", path: ".cursor/mcp.json",
            text: """
                {
                  "mcpServers": {
                    "till": {"command": "PYTHON", "args": ["-B", "SCRIPT"], "env": {"TILL_KEY": "TOKEN"}, "own": 1.0},
                    "notes": {"url": "http://127.0.0.1:9/mcp"}
                  }
                }
                """),
        ClientFile(
            platform: "codex", path: ".codex/config.toml",
            text: """
                model = "gpt-5" # mine

                [mcp_servers.register]
                command = "PYTHON"
                args = ["-B", "SCRIPT"] # unbuffered

                [mcp_servers.register.env]
                TILL_KEY = "TOKEN"
                """),
        ClientFile(
            platform: "goose", path: ".config/goose/config.yaml",
            text: """
                # mine
                extensions:
                  till:
                    name: till
                    type: stdio
                    enabled: true
                    cmd: PYTHON
                    args:
                      - -B
                      - SCRIPT
                    envs:
                      TILL_KEY: TOKEN
                    timeout: 300
                """),
    ]
}
