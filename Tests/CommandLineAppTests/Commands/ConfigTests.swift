import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `Changing a definition from the command line` {
    private let route = "PUT /api/v1/servers/demo/definition"

    private func edited(_ difference: [String], needsNewRun: Bool = false) -> DefinitionEdited {
        DefinitionEdited(
            path: "/h/servers/demo.yaml", before: "a", after: "b", difference: difference, diagnostics: [],
            needsNewRun: needsNewRun, base: "1", digest: "2")
    }

    @Test func `shows how the file changed, and the way back`() async throws {
        try await FakeDaemon.run([route: [try .value(edited([" name: demo", "+start: login"], needsNewRun: true))]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("config", "set", "demo", "start=login", "--home", daemon.home) == 0)
            #expect(
                stage.output == """
                    /h/servers/demo.yaml
                        name: demo
                      + start: login
                    'demo' is run anew; clients stay connected
                    to undo it: mcp-manager config undo demo

                    """)
            let sent = try daemon.bodies(route, as: DefinitionEditRequest.self)
            #expect(sent == [DefinitionEditRequest(edits: [DefinitionEdit(path: ["start"], value: "\"login\"")])])
        }
    }

    @Test func `says so where nothing changes`() async throws {
        try await FakeDaemon.run([route: [try .value(edited([]))]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("config", "unset", "demo", "version", "--home", daemon.home) == 0)
            #expect(stage.output == "/h/servers/demo.yaml says so already\n")
        }
    }

    @Test func `is refused with the reason, and what to write instead`() async throws {
        let report = ErrorReport(code: "invalid-definition", problem: "start cannot be 'x'", remedy: "write one of: login")
        try await FakeDaemon.run([route: [try .error(report)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("disable", "demo", "--home", daemon.home) == 1)
            #expect(stage.errors.contains("start cannot be 'x'") && stage.errors.contains("write one of: login"))
        }
    }
}
