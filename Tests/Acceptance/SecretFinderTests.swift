import Foundation
import ServerModel
import TestSupport
import Testing

/// Credentials where people put them: in files of clients, in `.env`, in definitions.
@Suite(.atATime(3), .temporaryHome, .needs(.python), .timeLimit(.minutes(3)))
struct `Credentials in plain text` {
    /// In the shape of real ones, and nobody's.
    private static let till = "ghp_k3Zq81LmWx0Tv9RbYc72NdHsJf56PgUa4EiO"
    private static let cloud = "glpat-Xy7Qw2Er9Ty4Ui1Op6As"
    private static let bank = "ghp_Vn5Bt8Gj2Kd7Ws1Zx4Qe9Ra6Ty3Ui0Op8LmC"
    private static let pin = "glpat-Zm3Nb6Vc9Xz2Lk5Jh8Gf"
    private static let canaries = [
        Canary("TILL_KEY", till), Canary("CLOUD_KEY", cloud), Canary("BANK_KEY", bank), Canary("BANK_PIN", pin),
    ]

    @Test func `are found in every file, and shown as two letters and a length`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let outcome = try await home.succeed("secrets", "find", "--json")
        let found: [FoundCredential] = try outcome.decoded()
        let files = Files(home)
        let expected: Set = [
            "\(files.cursor) TILL_KEY gh… (40)", "\(files.claude) CLOUD_KEY gl… (26)", "\(files.definition) BANK_KEY gh… (40)",
            "\(files.variables) BANK_PIN gl… (26)",
        ]
        #expect(Set(found.map { "\($0.file) \($0.key) \($0.hint)" }) == expected, "\(found)")
        for credential in found {
            let line = try lines(of: credential.file)[credential.line - 1]
            #expect(Self.canaries.contains { line.contains($0.value) }, "\(credential) is in another line: \(line)")
        }
        #expect(found.filter { $0.file == files.cursor }.map(\.client) == ["Cursor"])
        #expect(found.filter { $0.file == files.cursor }.map(\.server) == ["till"])
        let table = try await home.succeed("secrets", "find")
        #expect(CanarySearch(Self.canaries).findings(in: outcome.output + table.output + table.errors, of: "find").isEmpty)
    }

    @Test func `are found where one looks, and nowhere else then`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let found: [FoundCredential] = try await home.succeed("secrets", "find", Files(home).claude, "--json").decoded()
        #expect(found.map(\.key) == ["CLOUD_KEY"], "\(found)")
    }

    @Test func `are not moved without a yes, nor by looking at what would be`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let before = try Files(home).contents()
        let plan = try await home.succeed("secrets", "move", "--all", "--dry-run")
        #expect(plan.output.contains("TILL_KEY") && plan.output.contains("till"), "\(plan)")
        #expect(CanarySearch(Self.canaries).findings(in: plan.output + plan.errors, of: "the plan").isEmpty)
        let refused = try await home.manager("secrets", "move", "--all")
        #expect(!refused.succeeded, "\(refused)")
        #expect(try Files(home).contents() == before)
        #expect(home.names(in: "servers").sorted() == ["bank", "bank.yaml"])
    }

    @Test func `are moved into the store, used from there, and nothing else in their files changes`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let files = Files(home)
        let before = try files.contents()
        let outcome = try await home.succeed("secrets", "move", "--all", "--yes", "--json")
        let move: CredentialMove = try outcome.decoded()
        #expect(Set(move.moved.map(\.secret)) == ["TILL_KEY", "CLOUD_KEY", "BANK_KEY", "BANK_PIN"], "\(move)")

        // Where they are now.
        for (server, canary) in [("till", 0), ("cloud", 1), ("bank", 2), ("bank", 3)].map({ ($0.0, Self.canaries[$0.1]) }) {
            #expect(try await home.secret(canary.name, of: server).state == .set)
            #expect(try await home.fingerprint(canary.name, of: server) == Fingerprint.of(canary.value), "\(canary.name)")
        }
        #expect(try await home.fingerprint("MODE", of: "till") == Fingerprint.of("fast"))

        // What is left of them where they were: copies for the user alone.
        for folder in [home.path, "\(home.root)/user"] {
            let left = try CanarySearch(Self.canaries).findings(below: folder).filter { !$0.place.hasPrefix("backups/") }
            #expect(left.isEmpty, "\(left)")
        }
        #expect(CanarySearch(Self.canaries).findings(in: outcome.output + outcome.errors, of: "move").isEmpty)
        for backup in move.files.compactMap(\.backup) {
            var facts = stat()
            #expect(stat(backup, &facts) == 0 && facts.st_mode & 0o077 == 0, "\(backup)")
        }

        // What is not theirs is as it was, byte for byte.
        let after = try files.contents()
        let definition = String(decoding: try #require(before[files.definition]), as: UTF8.self)
        let (begin, end) = try #require(definition.split(around: Self.bank))
        let changed = String(decoding: try #require(after[files.definition]), as: UTF8.self)
        #expect(changed.hasPrefix(begin) && changed.dropFirst(begin.count).hasPrefix("${secret:BANK_KEY}\(end)"), "\(changed)")
        let variables = try lines(of: files.variables)
        #expect(variables.first == "# mine" && variables.contains("DEBUG=1") && variables.count == 4, "\(variables)")
        for path in [files.cursor, files.claude] {
            let old = String(decoding: try #require(before[path]), as: UTF8.self)
            let new = String(decoding: try #require(after[path]), as: UTF8.self)
            #expect(new.contains("mcp-connect"), "\(new)")
            // All up to the entry, and all that follows it.
            let entry = try #require(old.split(around: "\"command\""))
            #expect(new.hasPrefix(entry.0), "\(new)")
            let (_, rest) = try #require(old.split(around: "    },\n"))
            #expect(new.hasSuffix("    },\n" + rest), "\(new)")
        }
    }

    @Test func `that were moved come back to the last byte when that is undone`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let files = Files(home)
        let before = try files.contents()
        let move: CredentialMove = try await home.succeed("secrets", "move", "--all", "--yes", "--json").decoded()
        #expect(try files.contents() != before)
        let id = try #require(move.id)
        try await home.succeed("secrets", "undo", id)
        #expect(try files.contents() == before)
        #expect(home.names(in: "servers").sorted() == ["bank", "bank.yaml"])
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of(Self.bank))
        let again = try await home.manager("secrets", "undo", id)
        #expect(again.ending == .code(1) && again.errors.contains("→"), "\(again)")
    }

    @Test func `are not put back over what somebody changed since`() async throws {
        let home = try TestHome.here
        try await prepare(home)
        let files = Files(home)
        let move: CredentialMove = try await home.succeed("secrets", "move", "--all", "--yes", "--json").decoded()
        let edited = String(decoding: try #require(try files.contents()[files.cursor]), as: UTF8.self) + "\n// mine\n"
        try edited.write(toFile: files.cursor, atomically: true, encoding: .utf8)
        let moved = try files.contents()
        let refused = try await home.manager("secrets", "undo", try #require(move.id))
        #expect(refused.ending == .code(1) && refused.errors.contains("mcp.json"), "\(refused)")
        #expect(try files.contents() == moved)
    }

    // MARK: Set-up

    /// The files that hold credentials.
    private struct Files {
        let cursor, claude, definition, variables: String

        init(_ home: TestHome) {
            cursor = "\(home.root)/user/.cursor/mcp.json"
            claude = "\(home.root)/user/.config/Claude/claude_desktop_config.json"
            definition = "\(home.path)/servers/bank.yaml"
            variables = "\(home.path)/servers/bank/.env"
        }

        var all: [String] { [cursor, claude, definition, variables] }

        func contents() throws -> [String: Data] {
            Dictionary(uniqueKeysWithValues: try all.map { ($0, try Data(contentsOf: URL(fileURLWithPath: $0))) })
        }
    }

    private func prepare(_ home: TestHome) async throws {
        let files = Files(home)
        let python = try Component.python.program()
        let script = "\(Product.repository)/Tests/Acceptance/Servers/digest_server.py"
        try write(
            """
            {
              // The shop's servers, as Cursor has them; a comment is no JSON, and stays.
              "mcpServers": {
                "till": {
                  "command": "\(python)",
                  "args": ["-B", "\(script)"],
                  "env": { "TILL_KEY": "\(Self.till)", "MODE": "fast" }
                },
                "notes":   { "command": "notes-server", "args": [ ] }   /* odd spaces */
              },
              "other": [1,2,  3]
            }

            """, to: files.cursor)
        try write(
            """
            {
              "mcpServers": {
                "cloud": {
                  "command": "\(python)",
                  "args": ["-B", "\(script)"],
                  "env": {
                    "CLOUD_KEY": "\(Self.cloud)"
                  }
                },
                "plain": {"command": "plain-server"}
              },
              "globalShortcut": "Ctrl+Space"
            }

            """, to: files.claude)
        try home.define(
            "bank",
            """
            # The bank, by hand.
            name: bank
            execution:
              local:
                command: \(python)
                args: ['-B', '\(script)']   # no package needed
                environment:
                  BANK_KEY: "\(Self.bank)"
                  REGION: eu

            """)
        try write("# mine\nexport BANK_PIN=\"\(Self.pin)\"\nDEBUG=1\n", to: files.variables)
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try await home.startDaemon(adding: ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"])
    }

    private func write(_ text: String, to path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func lines(of path: String) throws -> [String] {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).components(separatedBy: "\n")
    }
}

extension String {
    /// What is before and behind the first place of a text; `nil` when it is not there.
    fileprivate func split(around text: String) -> (String, String)? {
        guard let place = range(of: text) else { return nil }
        return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
    }
}
