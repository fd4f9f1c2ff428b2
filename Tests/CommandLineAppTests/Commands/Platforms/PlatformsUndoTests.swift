import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `Going back in clients' files` {
    private let undo = "POST /api/v1/platforms/undo"
    private let restore = "POST /api/v1/platforms/cursor/restore"

    @Test func `takes a writing back after it was shown and agreed to`() async throws {
        try await FakeDaemon.run([undo: [try .value(PlatformExample.sync()), try .value(PlatformExample.sync(id: "s2"))]]) {
            daemon in
            let stage = Stage(Input(typed: ["y"], isTerminal: true))
            #expect(await stage.run("platform", "undo", "s1", "--home", daemon.home) == 0)
            #expect(stage.errors.hasSuffix("write this file? [y/N] y\n"))
            #expect(stage.output.hasSuffix("to undo it: mcp-manager platform undo s2\n"))
            let sent = try daemon.bodies(undo, as: PlatformUndoRequest.self)
            #expect(sent == [PlatformUndoRequest(id: "s1", isDryRun: true), PlatformUndoRequest(id: "s1")])
        }
    }

    @Test func `touches nothing in a dry run, and where nobody agrees`() async throws {
        try await FakeDaemon.run([undo: [try .value(PlatformExample.sync())], restore: [try .value(PlatformExample.sync())]]) {
            daemon in
            let dry = Stage()
            #expect(await dry.run("platform", "undo", "--dry-run", "--home", daemon.home) == 0)
            #expect(dry.output.contains("+   \"web\": {}\n"))
            let (undoing, restoring) = (Stage(), Stage())
            #expect(await undoing.run("platform", "undo", "--home", daemon.home) == 2)
            #expect(await restoring.run("platform", "restore", "cursor", "--home", daemon.home) == 2)
            #expect(undoing.errors.contains("error: undoing a writing needs a yes, and there is nobody to ask\n"))
            #expect(restoring.errors.contains("error: putting a file back needs a yes, and there is nobody to ask\n"))
            let sent = try daemon.bodies(undo, as: PlatformUndoRequest.self)
            let restored = try daemon.bodies(restore, as: PlatformRestoreRequest.self)
            let (undone, done) = (sent.filter { !$0.isDryRun }, restored.filter { !$0.isDryRun })
            #expect(undone.isEmpty && done.isEmpty)
        }
    }

    @Test func `counts a writing as taken back though no file changes`() async throws {
        try await FakeDaemon.run([undo: [try .value(PlatformExample.nothing())]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "undo", "--home", daemon.home) == 0)
            #expect(stage.errors == "there is nothing to change\n")
            let sent = try daemon.bodies(undo, as: PlatformUndoRequest.self)
            #expect(sent == [PlatformUndoRequest(isDryRun: true), PlatformUndoRequest()])
        }
    }

    @Test func `puts a copy of a whole file back`() async throws {
        try await FakeDaemon.run([restore: [try .value(PlatformExample.sync()), try .value(PlatformExample.sync(id: "s2"))]]) {
            daemon in
            #expect(await Stage().run("platform", "restore", "cursor", "c1", "--yes", "--home", daemon.home) == 0)
            let sent = try daemon.bodies(restore, as: PlatformRestoreRequest.self)
            #expect(sent == [PlatformRestoreRequest(copy: "c1", isDryRun: true), PlatformRestoreRequest(copy: "c1")])
        }
    }

    @Test func `tells what was refused`() async throws {
        let refused = PlatformExample.nothing(PlatformExample.failure)
        let old = ErrorReport(code: "unknown-sync", problem: "no writing is kept under 's9'", remedy: "run 'mcp-manager …'")
        try await FakeDaemon.run([undo: [try .value(refused)], restore: [try .error(old)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "undo", "--yes", "--home", daemon.home) == 1)
            #expect(stage.errors == "error: /z.json:3:5: a comma is missing\n  → mend the file\n")
            #expect(await Stage().run("platform", "restore", "cursor", "--home", daemon.home) == 1)
        }
    }

    @Test func `lists what there is to go back to`() async throws {
        let records = [PlatformSyncRecord(id: "s1", time: now, what: "sync", platforms: ["cursor"], backups: [nil])]
        let copies = [PlatformCopy(id: "c1", time: now, reason: "as last seen", size: 10, servers: 1, difference: [])]
        let (history, kept) = ("GET /api/v1/platforms/history", "GET /api/v1/platforms/cursor/copies")
        let none = try (FakeDaemon.Reply.value([PlatformSyncRecord]()), FakeDaemon.Reply.value([PlatformCopy]()))
        try await FakeDaemon.run([history: [try .value(records), none.0], kept: [try .value(copies), none.1]]) { daemon in
            let (first, second, third, fourth) = (Stage(), Stage(), Stage(), Stage())
            #expect(await first.run("platform", "undo", "--list", "--json", "--home", daemon.home) == 0)
            let printed = try first.printed([PlatformSyncRecord].self)
            #expect(printed == records)
            #expect(await second.run("platform", "restore", "cursor", "--list", "--home", daemon.home) == 0)
            #expect(second.output.hasPrefix("COPY  TIME"))
            #expect(await third.run("platform", "undo", "--list", "--home", daemon.home) == 0)
            #expect(third.output.isEmpty && third.errors == "nothing was written yet\n")
            #expect(await fourth.run("platform", "restore", "cursor", "--list", "--home", daemon.home) == 0)
            #expect(fourth.output.isEmpty && fourth.errors == "no copy is kept of its file\n")
        }
    }
}
