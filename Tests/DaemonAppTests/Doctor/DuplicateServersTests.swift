import ServerModel
import Testing

@testable import DaemonApp

struct `The doctor, of servers that clients start` {
    private func candidate(
        _ name: String, in places: [(String, String)], known: String? = nil, obstacle: String? = nil
    ) throws -> ImportCandidate {
        ImportCandidate(
            id: name, name: name, launch: "npx -y @example/\(name)",
            places: places.map { .init(platform: $0.lowercased(), title: $0, path: "/home/kim/\($0)", name: $1, line: 1) },
            credentials: [], known: try known.map { try ServerID($0) }, obstacle: obstacle)
    }

    @Test func `names every entry of one that is there more than once, and what makes it one`() throws {
        let candidates = [
            try candidate("github", in: [("Cursor", "github"), ("Zed", "gh"), ("Goose", "github")]),
            try candidate("time", in: [("Cursor", "time")]),
        ]
        let findings = DuplicateServers(started: candidates).findings
        #expect(findings.map(\.severity) == [.warning])
        #expect(
            findings.first?.message
                == "'github' of Cursor, 'gh' of Zed and 'github' of Goose are one server, with a process for each: npx -y @example/github"
        )
        #expect(findings.first?.remedy?.hasPrefix("'mcp-manager import github' ") == true)
    }

    @Test(arguments: [
        ([("Zed", "gh")], "'gh' of Zed starts what 'github' is already, beside it: npx -y @example/github"),
        (
            [("Zed", "gh"), ("Goose", "g")],
            "'gh' of Zed and 'g' of Goose start what 'github' is already, beside it: npx -y @example/github"
        ),
    ])
    func `tells of one that is ours already`(places: [(String, String)], message: String) throws {
        let findings = DuplicateServers(started: [try candidate("github", in: places, known: "github")]).findings
        #expect(findings.map(\.message) == [message])
        #expect(findings.first?.remedy?.contains("'mcp-manager platform sync' has 'github' there instead") == true)
    }

    @Test func `says that there is none, nor one that cannot be taken over`() throws {
        let foreign = try candidate("odd", in: [("Zed", "odd"), ("Goose", "odd")], obstacle: "it is a script of Zed")
        for candidates in [[], [try candidate("time", in: [("Zed", "time")])], [foreign]] {
            #expect(DuplicateServers(started: candidates).findings.map(\.severity) == [.ok])
        }
    }
}
