import Foundation
import ServerModel
import TestSupport
import Testing

/// A server as the plan describes it: a script, its requirements and a version of Python, and nothing prepared.
@Suite(.temporaryHome, .needs(.python), .timeLimit(.minutes(4)))
struct `A server written in Python` {
    @Test func `starts from nothing, and its environment follows its definition`() async throws {
        let home = try TestHome.here
        try await define(in: home, greeting: "1.0")

        let first = try await home.succeed("start", "helper")
        #expect(first.errors.contains("helper: making a virtual environment with Python 3."), "\(first)")
        #expect(first.errors.contains("helper: installing 2 packages…"), "\(first)")
        #expect(try await version(in: home) == "1.0")
        let report: EnvironmentReport = try await home.succeed("env", "helper", "--json").decoded()
        #expect(report.python?.isCurrent == true)
        #expect(report.commandLine?.hasSuffix("/bin/python main.py stdio") == true, "\(report)")

        // Nothing has changed: nothing is done.
        let second = try await home.succeed("restart", "helper")
        #expect(second.errors == "")

        try require("2.0", in: home)
        let third = try await home.succeed("restart", "helper")
        #expect(third.errors.contains("helper: installing 2 packages…"), "\(third)")
        #expect(try await version(in: home) == "2.0")
    }

    @Test func `that cannot be installed says why and keeps what it had`() async throws {
        let home = try TestHome.here
        try await define(in: home, greeting: "1.0")
        try await home.succeed("start", "helper")

        try require("9.9", in: home)
        let failed = try await home.manager("restart", "helper")
        #expect(failed.ending == .code(1))
        #expect(failed.errors.contains("its Python packages could not be installed"), "\(failed)")
        #expect(failed.errors.contains("greeting==9.9"), "\(failed)")
        #expect(failed.errors.contains("requirements.txt"), "\(failed)")
        #expect(home.text(of: "logs/helper/server.log").contains("greeting==9.9"))

        try require("1.0", in: home)
        let again = try await home.succeed("start", "helper")
        #expect(again.errors == "", "the environment was kept")
        #expect(try await version(in: home) == "1.0")
    }

    @Test func `names the Python it needs and those that are here`() async throws {
        let home = try TestHome.here
        try await define(in: home, greeting: "1.0", python: "3.99+")
        let failed = try await home.manager("start", "helper")
        #expect(failed.ending == .code(1))
        #expect(failed.errors.contains("needs Python 3.99+, found 3."), "\(failed)")
        #expect(failed.errors.contains("change execution.python_version"), "\(failed)")
    }

    @Test func `can be stopped while it is prepared, and leaves nothing half-made`() async throws {
        let home = try TestHome.here
        let programs = "\(home.root)/programs"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        // It begins, and never ends.
        try "#!/bin/sh\nfor d; do :; done; mkdir -p \"$d\"; exec sleep 1000\n".write(
            toFile: "\(programs)/uv", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(programs)/uv")
        try await define(in: home, greeting: "1.0", programs: programs)

        async let start = home.manager("start", "helper")
        try await home.wait(for: "helper", "preparation") { $0.preparation?.hasPrefix("making") == true }
        try await home.succeed("stop", "helper")
        #expect(try await start.ending == .code(1))
        #expect(try await home.status("helper").phase == .stopped)
        #expect(home.names(in: "servers/helper/.venvs") == [])
        #expect(!home.processes.contains { $0.program == "sleep" })
    }

    // MARK: The server

    private func define(
        in home: TestHome, greeting: String, python: String = "3.8+", programs: String? = nil
    ) async throws {
        let own = programs ?? "\(Product.repository)/.venvs/uv/bin"
        var environment = home.environment
        environment["PATH"] = "\(own):\(environment["PATH"] ?? "")"
        environment["UV_PYTHON_DOWNLOADS"] = "never"
        let servers = "\(Product.repository)/Tests/Acceptance/Servers"
        let made = try await Tool.run(
            try Component.python.program(), ["\(servers)/make_wheels.py", "\(home.root)/wheels", "1.0", "2.0"],
            environment: environment)
        try #require(made.succeeded, "\(made)")
        try home.define(
            "helper",
            """
            name: helper
            execution:
              mode: local
              python_version: "\(python)"
              local:
                source_dir: "./code"
                main_script: "main.py"
                requirements: "./requirements.txt"
                environment:
                  PYTHONPATH: "${source_dir}"
            dependencies:
              python_packages:
                - "greeting>=1.0"

            """)
        let code = "\(home.path)/servers/helper/code"
        try FileManager.default.createDirectory(atPath: code, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(servers)/greeting_server.py", toPath: "\(code)/main.py")
        try require(greeting, in: home)
        // The daemon finds on its PATH what the tests' environments have.
        let started = try await Tool.run(Product.program("mcp-manager"), ["daemon", "start"], environment: environment)
        try #require(started.succeeded, "\(started)")
    }

    private func require(_ greeting: String, in home: TestHome) throws {
        try "--no-index\n--find-links \(home.root)/wheels\ngreeting==\(greeting)\n".write(
            toFile: "\(home.path)/servers/helper/requirements.txt", atomically: true, encoding: .utf8)
    }

    /// Of the package, as the running server says.
    private func version(in home: TestHome) async throws -> String {
        try await home.succeed("call", "helper", "version").output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A daemon that a desktop started, with the poor PATH of one.
@Suite(.temporaryHome, .timeLimit(.minutes(2)))
struct `A daemon with a poor PATH` {
    @Test func `finds what the user's login shell finds`() async throws {
        let home = try TestHome.here
        let programs = "\(home.root)/tools"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(programs)/my-demo", withDestinationPath: Product.program("mcp-manager"))
        try "echo Good morning\nexport PATH=\"\(programs):$PATH\"\n".write(
            toFile: "\(home.root)/user/.profile", atomically: true, encoding: .utf8)
        var environment = home.environment
        environment["MCP_MANAGER_SHELL_PATH"] = nil
        environment["PATH"] = "/usr/bin:/bin"
        let started = try await Tool.run(Product.program("mcp-manager"), ["daemon", "start"], environment: environment)
        try #require(started.succeeded, "\(started)")

        try home.define("mine", "name: mine\nexecution:\n  local:\n    command: my-demo\n    args: [demo]\n")
        let start = try await home.succeed("start", "mine")
        #expect(start.errors.contains("mine: asking the login shell for its PATH…"), "\(start)")
        let report: EnvironmentReport = try await home.succeed("env", "mine", "--json").decoded()
        #expect(report.path.first == programs)
        #expect(report.pathOrigin == "the login shell /bin/sh")
        #expect(report.variables.first { $0.name == "PATH" }?.origin == .shell)

        // It is known from now on, also to the next daemon.
        try await home.succeed("daemon", "stop")
        try #require(
            try await Tool.run(Product.program("mcp-manager"), ["daemon", "start"], environment: environment).succeeded)
        #expect(try await home.succeed("start", "mine").errors == "")
    }
}
