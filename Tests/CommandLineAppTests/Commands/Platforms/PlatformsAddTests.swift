import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct `Describing a client` {
    private let add = "POST /api/v1/platforms"
    private let mine = PlatformExample.status("my-editor", "My Editor", isConfigured: false) { $0.hasFile = false }

    private func withFile(_ text: String, _ body: (_ path: String) async throws -> Void) async throws {
        var path = Array("/tmp/platform-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        try #require(file >= 0)
        let name = String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { unlink(name) }
        try #require(write(file, text, text.utf8.count) == text.utf8.count)
        close(file)
        try await body(name)
    }

    @Test func `keeps what a file or standard input says`() async throws {
        try await FakeDaemon.run([add: [try .value(mine)]]) { daemon in
            try await withFile("id: my-editor\n") { path in
                let stage = Stage()
                #expect(await stage.run("platform", "add", path, "--replace", "--home", daemon.home) == 0)
                #expect(
                    stage.output == """
                        My Editor is known as 'my-editor'; its file is /home/u/.my-editor/mcp.json (not there yet)
                          → run 'mcp-manager platform configure my-editor' to have your servers in it

                        """)
            }
            #expect(await Stage(Input(piped: "id: x\n")).run("platform", "add", "-", "--home", daemon.home) == 0)
            let sent = try daemon.bodies(add, as: PlatformText.self)
            #expect(sent == [PlatformText(text: "id: my-editor\n", replaces: true), PlatformText(text: "id: x\n")])
        }
    }

    @Test func `tells every mistake with its place`() async throws {
        let report = ErrorReport(
            code: "invalid-platform",
            problem: "platform.yaml:1:1: error: the key 'title' is missing\nplatform.yaml:3:7: error: '\u{1B}[2J'",
            remedy: "mend it")
        try await FakeDaemon.run([add: [try .error(report)]]) { daemon in
            try await withFile("id: x\n") { path in
                let stage = Stage()
                #expect(await stage.run("platform", "add", path, "--home", daemon.home) == 1)
                #expect(
                    stage.errors == """
                        error: \(path) does not describe a client
                          | \(path):1:1: error: the key 'title' is missing
                          | \(path):3:7: error: ''
                          → mend it

                        """)
            }
        }
    }

    @Test func `needs a text`() async throws {
        try await FakeDaemon.run([:]) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "add", "/tmp/no-such-file.yaml", "--home", daemon.home) == 1)
            #expect(stage.errors.hasPrefix("error: no description can be read from /tmp/no-such-file.yaml: No such file"))
            #expect(await Stage().run("platform", "add", "/tmp", "--home", daemon.home) == 1)
            let long = Stage(Input(piped: String(repeating: "#", count: 1_048_577)))
            #expect(await long.run("platform", "add", "-", "--home", daemon.home) == 1)
            #expect(long.errors.contains("error: no description can be read from standard input: it has more than 1 MB\n"))
            #expect(daemon.received.isEmpty)
        }
    }

    @Test func `has an example, which needs no daemon`() async {
        let stage = Stage()
        #expect(await stage.run("platform", "add", "--example", "--home", "/nowhere") == 0)
        #expect(stage.output == examplePlatform && stage.output.contains("\nid: my-editor "))
        #expect(stage.output.split(separator: "\n").allSatisfy { $0.count <= 130 })
    }
}
