import ControlAPI
import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A definition that is changed through us` {
    private static let text = """
        # mine alone
        name: demo   # as clients call it
        execution:
          local:
            command: \(Product.program("mcp-manager"))
            args: [demo]   # the built-in one

        """

    @Test func `keeps its comments, is in force, and comes back byte for byte`() async throws {
        let home = try TestHome.here
        try home.define("demo", Self.text)
        let tried = try await home.succeed("config", "set", "demo", "description=A clock", "--dry-run")
        #expect(tried.output.contains("  + description: A clock\n"))
        #expect(home.text(of: "servers/demo.yaml") == Self.text)

        let done = try await home.succeed("config", "set", "demo", "description=A clock", "start=manual")
        #expect(done.output.contains("to undo it: mcp-manager config undo demo\n"))
        #expect(home.text(of: "servers/demo.yaml") == Self.text + "description: A clock\nstart: manual\n")
        #expect(try await home.status("demo").summary == "A clock")

        try await home.succeed("config", "undo", "demo")
        #expect(home.text(of: "servers/demo.yaml") == Self.text)
        #expect(try await home.status("demo").summary == nil)
    }

    @Test func `is left alone where the change would make an error`() async throws {
        let home = try TestHome.here
        try home.define("demo", Self.text)
        let refused = try await home.manager("config", "set", "demo", "start=sometimes")
        #expect(refused.ending == .code(1))
        #expect(refused.errors.contains("start cannot be 'sometimes'"), "\(refused.errors)")
        #expect(home.text(of: "servers/demo.yaml") == Self.text)
        try await home.succeed("config", "validate", "demo")
        let nothing = try await home.manager("config", "undo", "demo")
        #expect(nothing.errors.contains("no change of the definition of 'demo' is left to undo"), "\(nothing.errors)")
    }

    @Test func `is warned of where it holds a credential, when it is added and whenever it is looked at`() async throws {
        let home = try TestHome.here
        let key = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
        let added = try await home.succeed(
            "add", "demo", "--env", "GITHUB_TOKEN=\(key)", "--", Product.program("mcp-manager"), "demo")
        let words = "'GITHUB_TOKEN' looks like a credential in plain text"
        #expect(added.errors.contains(words) && added.errors.contains("${secret:GITHUB_TOKEN}"), "\(added.errors)")
        let looked = try await home.manager("config", "validate", "demo")
        #expect((looked.output + looked.errors).contains(words), "\(looked)")
        try await home.succeed("config", "set", "demo", "execution.local.environment.GITHUB_TOKEN=${secret:GITHUB_TOKEN}")
        #expect(try await home.succeed("config", "validate", "demo").output == "the definition is good\n")
    }

    @Test func `is not taken back over what somebody wrote since`() async throws {
        let home = try TestHome.here
        try home.define("demo", Self.text)
        try await home.succeed("config", "set", "demo", "start=manual")
        try home.define("demo", Self.text + "version: 2\n")
        let refused = try await home.manager("config", "undo", "demo")
        #expect(refused.ending == .code(1) && refused.errors.contains("changed meanwhile"), "\(refused)")
        #expect(home.text(of: "servers/demo.yaml") == Self.text + "version: 2\n")
    }

    @Test func `switches its server off, and on again`() async throws {
        let home = try TestHome.here
        try home.define("demo", Self.text)
        try await home.succeed("start", "demo")
        try await home.succeed("disable", "demo")
        _ = try await home.wait(for: "demo", "being off") { $0.phase == .disabled && $0.run == nil }
        let refused = try await home.manager("start", "demo")
        #expect(refused.ending == .code(1))
        try await home.succeed("enable", "demo")
        try await home.succeed("start", "demo")
        #expect(try await home.status("demo").phase == .ready)
    }

    @Test func `comes back after it was removed`() async throws {
        let home = try TestHome.here
        try home.define("demo", Self.text)
        let control = try await home.control()
        let demo = try ServerID("demo")
        let removed = try await control.remove(demo)
        let status = try await control.restore(demo, from: removed)
        #expect(status.id == demo)
        #expect(home.text(of: "servers/demo.yaml") == Self.text)
        await #expect(throws: ErrorReport.self) { try await control.restore(demo, from: removed) }
    }

    @Test func `is no place for the dashboard, whose settings are in config yaml and in force at once`() async throws {
        let home = try TestHome.here
        let control = try await home.control()
        try Data("# mine\nlogs:\n  max_age: 7d\n".utf8).write(to: URL(filePath: "\(home.path)/config.yaml"))
        let wanted = DashboardSettings(theme: "dark", keys: ["restart": ["R"]])
        #expect(try await control.setDashboard(wanted) == wanted)
        #expect(
            home.text(of: "config.yaml")
                == "# mine\nlogs:\n  max_age: 7d\ndashboard:\n  theme: dark\n  keys:\n    restart:\n      - R\n")
        let again = try await home.control()
        #expect(again.introduction.dashboard == wanted)
    }
}
