import ServerModel
import Testing

@testable import ControlAPI

struct `The table of routes` {
    @Test func `is the control API`() {
        let table = ControlRoute.allCases.map { "\($0.method) \($0.template)" }.joined(separator: "\n")
        #expect(
            table == """
                GET /api/v1/daemon
                POST /api/v1/daemon/stop
                GET /api/v1/servers
                POST /api/v1/servers
                POST /api/v1/drafts
                GET /api/v1/servers/{id}
                GET /api/v1/servers/{id}/definition
                PUT /api/v1/servers/{id}/definition
                GET /api/v1/servers/{id}/environment
                DELETE /api/v1/servers/{id}
                POST /api/v1/servers/{id}/restore
                PUT /api/v1/settings/dashboard
                POST /api/v1/servers/{id}/start
                POST /api/v1/servers/{id}/stop
                POST /api/v1/servers/{id}/restart
                POST /api/v1/servers/{id}/kill
                GET /api/v1/servers/{id}/logs
                GET /api/v1/servers/{id}/logs/follow
                GET /api/v1/logs
                GET /api/v1/logs/follow
                GET /api/v1/logs/search
                GET /api/v1/health
                GET /api/v1/servers/{id}/health
                POST /api/v1/servers/{id}/health/check
                GET /api/v1/alerts
                POST /api/v1/alerts/acknowledge
                POST /api/v1/alerts/silences
                DELETE /api/v1/alerts/silences/{id}
                POST /api/v1/alerts/test
                GET /api/v1/metrics
                GET /api/v1/events
                GET /api/v1/doctor
                GET /api/v1/calls
                GET /api/v1/calls/{id}
                POST /api/v1/calls/{id}/replay
                GET /api/v1/servers/{id}/tools
                POST /api/v1/servers/{id}/tools/{tool}/call
                GET /api/v1/servers/{id}/use
                GET /api/v1/processes
                GET /api/v1/processes/follow
                POST /api/v1/processes/{id}/end
                POST /api/v1/processes/{id}/adopt
                GET /api/v1/secrets
                GET /api/v1/servers/{id}/secrets
                PUT /api/v1/servers/{id}/secrets
                DELETE /api/v1/servers/{id}/secrets/{secret}
                POST /api/v1/servers/{id}/secrets/{secret}/rotate
                GET /api/v1/secrets/stores
                POST /api/v1/secrets/vault
                GET /api/v1/secrets/credentials
                POST /api/v1/secrets/credentials/move
                POST /api/v1/secrets/moves/{id}/undo
                GET /api/v1/platforms
                GET /api/v1/platforms/{id}
                POST /api/v1/platforms
                POST /api/v1/platforms/plan
                POST /api/v1/platforms/apply
                POST /api/v1/platforms/undo
                GET /api/v1/platforms/history
                GET /api/v1/platforms/{id}/copies
                POST /api/v1/platforms/{id}/restore
                GET /api/v1/platforms/import
                POST /api/v1/platforms/import
                POST /api/v1/platforms/imports/{id}/undo
                """)
    }

    @Test func `puts names and queries in place`() throws {
        let id = try ServerID("jira-helper_2.x")
        #expect(
            ControlRequest(.followLogs, id, query: [("last", "5")]).path == "/api/v1/servers/jira-helper_2.x/logs/follow?last=5")
        #expect(ControlRequest(.start, id, query: [("wait", nil)]).path == "/api/v1/servers/jira-helper_2.x/start")
    }

    @Test func `escapes what a URL would read as its own`() {
        let request = ControlRequest(.callTool, at: ["id": "x", "tool": "a/b?c{id}é"], query: [("tool", "a&b=c d")])
        #expect(request.path == "/api/v1/servers/x/tools/a%2Fb%3Fc%7Bid%7D%C3%A9/call?tool=a%26b%3Dc%20d")
    }

    @Test(arguments: ["", "plain-._~", "a/b c", "%41", "日本", "\u{0}\n"])
    func `reads back what was escaped`(text: String) {
        #expect(URLText.unescaped(URLText.escaped(text)) == text)
    }

    @Test(arguments: ["%", "%4", "%GG", "%FF"])
    func `does not guess at broken escapes`(text: String) {
        #expect(URLText.unescaped(text) == nil)
    }
}

struct `Control API JSON` {
    @Test func `sorts keys and leaves slashes alone`() throws {
        let json = String(decoding: try ControlCoding.encode(RemovedServer(backup: "/home/x")), as: UTF8.self)
        #expect(json == #"{"backup":"/home/x"}"#)
        let report = ErrorReport(code: "a", problem: "b", remedy: "c")
        #expect(String(decoding: try ControlCoding.encode(report), as: UTF8.self) == #"{"code":"a","problem":"b","remedy":"c"}"#)
    }
}
