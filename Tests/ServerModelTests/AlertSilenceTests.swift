import ServerModel
import Testing

struct `A silence` {
    private let now = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private func silence(_ rule: String?, _ server: String?) throws -> AlertSilence {
        AlertSilence(rule: rule, server: try server.map { try ServerID($0) }, until: now)
    }

    @Test(
        arguments: [
            (nil, nil, "everything", true, true), ("server-down", nil, "server-down of all servers", true, false),
            (nil, "github", "everything of github", true, false), ("server-down", "github", "server-down of github", true, false),
            ("server-down", "jira", "server-down of jira", false, false),
            ("disk-low", nil, "disk-low of all servers", false, true), ("disk-low", "github", "disk-low of github", false, false),
        ] as [(String?, String?, String, Bool, Bool)])
    func `covers what it names, and says so`(
        rule: String?, server: String?, subject: String, coversServer: Bool, coversDisk: Bool
    ) throws {
        let silence = try silence(rule, server)
        let down = Alert(
            id: "server-down/github", rule: "server-down", server: try ServerID("github"), severity: .error, state: .firing,
            message: "github does not answer", began: now)
        let disk = Alert(
            id: "disk-low/home", rule: "disk-low", severity: .warning, state: .firing, message: "the disk is full", began: now)
        #expect(silence.covers(down) == coversServer)
        #expect(silence.covers(disk) == coversDisk)
        #expect(silence.subject == subject)
    }
}
