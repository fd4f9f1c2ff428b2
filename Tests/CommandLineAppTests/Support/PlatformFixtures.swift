import ControlAPI
import ServerModel

@testable import CommandLineApp

/// A client in each state that matters, and what is written into the file of one.
enum PlatformExample {
    static let all = "GET /api/v1/platforms"
    static let cursorPath = "GET /api/v1/platforms/cursor"
    static let plan = "POST /api/v1/platforms/plan"
    static let apply = "POST /api/v1/platforms/apply"

    /// A client that is installed, and configured unless said otherwise.
    static func status(
        _ id: String, _ title: String, isConfigured: Bool = true, _ entries: [PlatformEntry] = [],
        _ change: (inout PlatformStatus) -> Void = { _ in }
    ) -> PlatformStatus {
        var status = PlatformStatus(id: id, title: title)
        status.isInstalled = true
        status.isConfigured = isConfigured
        status.path = "/home/u/.\(id)/mcp.json"
        status.hasFile = true
        status.entries = entries
        change(&status)
        return status
    }

    static func entry(_ name: String, _ state: PlatformEntry.State) -> PlatformEntry {
        PlatformEntry(name: name, server: state == .foreign ? nil : try? ServerID(name), state: state)
    }

    static let drifted = PlatformEntry(
        name: "time", server: id("time"), state: .drifted, isOn: true, launch: "uvx mcp-server-time",
        difference: ["-command: \"mcp-connect\"", "+command: \"uvx\""])

    static let cursor = status(
        "cursor", "Cursor",
        [drifted, entry("git", .missing), entry("jira", .taken), entry("web", .wanted), entry("other", .foreign)]
    ) {
        $0.afterwards = "restart Cursor"
        $0.note = "it asks before it uses a new server"
        $0.syncedAt = ago(.seconds(200_000))
    }

    static let statuses = [
        cursor,
        status("zed", "Zed", [entry("time", .inSync), entry("git", .inSync)]),
        status("codex", "Codex", [entry("time", .inSync), entry("git", .outdated), entry("old", .leftover)]),
        status("broken", "Broken") {
            $0.problem = ErrorReport(
                code: "broken-file", problem: "/home/u/b.json:3:5: a comma is missing", remedy: "mend the file")
        },
        status("kiro", "Kiro", isConfigured: false, [entry("a", .foreign), entry("b", .foreign)]),
        status("cherry", "Cherry Studio", isConfigured: false) {
            $0.path = nil
            $0.hasFile = false
            $0.obstacle = "it keeps servers in a database; add them there"
        },
        status("warp", "Warp", isConfigured: false) {
            $0.isInstalled = false
            $0.hasFile = false
        },
    ]

    // MARK: Writing

    static func sync(id: String? = nil, digest: String = "d1", refusals: [PlatformRefusal] = []) -> PlatformSync {
        PlatformSync(id: id, changes: [change(isDone: id != nil)], refusals: refusals, digest: digest)
    }

    static func nothing(_ refusals: PlatformRefusal...) -> PlatformSync {
        PlatformSync(changes: [], refusals: refusals, digest: "d0")
    }

    static func change(isDone: Bool) -> PlatformChange {
        var change = PlatformChange(
            platform: "cursor", title: "Cursor", path: "/home/u/.cursor/mcp.json",
            steps: [
                .init(name: "web", server: id("web"), kind: .add), .init(name: "Big Git", server: id("git"), kind: .update),
                .init(name: "old", server: nil, kind: .remove), .init(name: "sqlite", server: id("sqlite"), kind: .add),
            ],
            difference: [" {", "-  \"old\": {}", "+  \"web\": {}", " }"])
        change.afterwards = "restart Cursor"
        change.warnings = ["Cursor is running"]
        if isDone { change.backup = "/home/u/.mcp_servers/backups/mcp.json" }
        return change
    }

    static let question = PlatformRefusal(
        platform: "cursor", title: "Cursor", name: "time",
        report: ErrorReport(
            code: "changed-entry", problem: "'time' in Cursor was changed by somebody else", remedy: "say '--ours time'"),
        isQuestion: true)

    static let failure = PlatformRefusal(
        platform: "zed", title: "Zed",
        report: ErrorReport(code: "broken-file", problem: "/z.json:3:5: a comma is missing", remedy: "mend the file"))

    /// That a client's file cannot be written at all, which is to be expected.
    static let expected = PlatformRefusal(
        platform: "cherry", title: "Cherry Studio",
        report: ErrorReport(code: "unsupported", problem: "we do not write the file of Cherry Studio", remedy: "add it there"),
        isQuestion: true)

    // MARK: Import

    static func place(_ platform: String, _ title: String, line: Int = 3) -> ImportCandidate.Place {
        ImportCandidate.Place(platform: platform, title: title, path: "/home/u/.\(platform)/mcp.json", name: "x", line: line)
    }

    static let candidates = [
        ImportCandidate(
            id: "c1", name: "github", launch: "npx -y @scope/github", places: [place("cursor", "Cursor"), place("zed", "Zed")],
            credentials: [SecretExample.found[0]]),
        ImportCandidate(id: "c2", name: "time", launch: "uvx mcp-server-time", places: [place("zed", "Zed")], credentials: []),
        ImportCandidate(
            id: "c3", name: "git", launch: "mcp-connect git", places: [place("zed", "Zed"), place("zed", "Zed", line: 9)],
            credentials: [], known: id("git")),
        ImportCandidate(
            id: "c4", name: "odd", launch: "sh -c …", places: [place("kiro", "Kiro")], credentials: [],
            obstacle: "its command is not there"),
    ]

    static func outcome(id: String? = nil) -> ImportOutcome {
        let copy = id == nil ? nil : "/home/u/.mcp_servers/backups/mcp.json"
        return ImportOutcome(
            id: id, imported: [.init(server: CommandLineAppTests.id("github"), places: candidates[0].places)],
            moved: SecretExample.move.moved,
            files: [
                .init(path: "/home/u/.cursor/mcp.json", difference: SecretExample.move.files[0].difference, backup: copy),
                .init(path: "/home/u/.mcp_servers/servers/github.yaml", difference: ["+name: github"]),
            ])
    }
}

extension FakeDaemon {
    /// What was sent to a route, in order.
    func bodies<Body: Decodable>(_ line: String, as type: Body.Type) throws -> [Body] {
        try received.filter { $0.line == line }.map { try ControlCoding.decode(type, from: $0.body) }
    }
}

extension Stage {
    /// The value that was printed as JSON.
    func printed<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try ControlCoding.decode(type, from: Array(output.utf8))
    }
}
