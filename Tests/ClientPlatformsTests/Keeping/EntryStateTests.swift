import ServerModel
import Testing

@testable import ClientPlatforms

/// Every way in which an entry can stand, how it comes about, and what is done then. The server is `files`, the client Cursor or, for
/// a name it does not take, Codex.
struct EntrySituation: CustomTestStringConvertible, Sendable {
    var state: PlatformEntry.State
    var platform = "cursor"
    /// What the entry is called.
    var name = "files"
    /// The same state comes about in several ways.
    var how: String
    var prepare: @Sendable (TemporaryMachine) async throws -> Void

    /// After sync, and what was asked or refused.
    var synced: PlatformEntry.State?
    var codes: [String] = []
    /// After sync with a decision.
    var ours: PlatformEntry.State?
    var theirs: PlatformEntry.State?
    /// Whether the client still has an entry of that name after a release, without a decision.
    var isThereAfterRelease = false

    var testDescription: String { "\(state.rawValue): \(how)" }

    static let path = ".cursor/mcp.json"

    static let all: [EntrySituation] = [
        EntrySituation(
            state: .wanted, how: "never written", prepare: { _ in }, synced: .inSync, ours: .inSync, theirs: .inSync),
        EntrySituation(
            state: .inSync, how: "written", prepare: { try await $0.sync("cursor") }, synced: .inSync, ours: .inSync,
            theirs: .inSync),
        EntrySituation(
            state: .inSync, how: "fields of somebody else beside ours",
            prepare: { machine in
                try await machine.sync("cursor")
                try machine.edit(path, "\"command\"", "\"timeout\": 5, \"command\"")
            }, synced: .inSync, ours: .inSync, theirs: .inSync),
        EntrySituation(
            state: .outdated, how: "our program moved",
            prepare: { machine in
                try await machine.sync("cursor")
                machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
            }, synced: .inSync, ours: .inSync, theirs: .inSync),
        EntrySituation(
            state: .outdated, how: "somebody made of it what is wanted now",
            prepare: { machine in
                try await machine.sync("cursor")
                machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
                try machine.edit(path, "/opt/mcp/", "/usr/bin/")
            }, synced: .inSync, ours: .inSync, theirs: .inSync),
        EntrySituation(
            state: .leftover, how: "the server was deleted",
            prepare: { machine in
                try await machine.sync("cursor")
                machine.world.servers = []
            }),
        EntrySituation(
            state: .leftover, how: "the definition does not want it here any more",
            prepare: { machine in
                try await machine.sync("cursor")
                machine.world.change("files") { $0.setting.enabled = false }
            }, synced: .excluded, ours: .excluded, theirs: .excluded),
        EntrySituation(
            state: .drifted, how: "somebody changed it",
            prepare: { machine in
                try await machine.sync("cursor")
                try machine.edit(path, "/opt/mcp/", "/home/eve/")
            }, synced: .drifted, codes: ["changed-entry"], ours: .inSync, theirs: .foreign, isThereAfterRelease: true),
        EntrySituation(
            state: .drifted, how: "somebody changed it, and the server was deleted",
            prepare: { machine in
                try await machine.sync("cursor")
                try machine.edit(path, "/opt/mcp/", "/home/eve/")
                machine.world.servers = []
            }, synced: .drifted, codes: ["changed-entry"], ours: nil, theirs: .foreign, isThereAfterRelease: true),
        EntrySituation(
            state: .missing, how: "somebody took it out",
            prepare: { machine in
                try await machine.sync("cursor")
                try machine.put(path, "{\"mcpServers\": {}}")
            }, synced: .missing, codes: ["removed-entry"], ours: .inSync, theirs: .excluded),
        EntrySituation(
            state: .taken, how: "somebody has the name",
            prepare: { try $0.put(path, #"{"mcpServers": {"files": {"command": "x", "cwd": "/"}}}"#) }, synced: .taken,
            codes: ["foreign-entry"], ours: .inSync, theirs: .foreign, isThereAfterRelease: true),
        EntrySituation(
            state: .foreign, name: "own", how: "of somebody else",
            prepare: { machine in
                machine.world.servers = []
                try machine.put(path, #"{"mcpServers": {"own": {"command": "x"}}}"#)
            }, synced: .foreign, ours: .foreign, theirs: .foreign, isThereAfterRelease: true),
        EntrySituation(
            state: .foreign, how: "under the name of a server that is not wanted here",
            prepare: { machine in
                machine.world.change("files") { $0.setting.enabled = false }
                try machine.put(path, #"{"mcpServers": {"files": {"command": "x"}}}"#)
            }, synced: .foreign, ours: .foreign, theirs: .foreign, isThereAfterRelease: true),
        EntrySituation(
            state: .excluded, how: "the definition does not want it here",
            prepare: { $0.world.change("files") { $0.setting.enabled = false } }, synced: .excluded, ours: .excluded,
            theirs: .excluded),
        EntrySituation(
            state: .excluded, how: "off, where the client has no switch",
            prepare: { $0.world.change("files") { $0.setting.disabled = true } }, synced: .excluded, ours: .excluded,
            theirs: .excluded),
        EntrySituation(
            state: .impossible, platform: "codex", name: "a.b", how: "the client takes no such name",
            prepare: { $0.world.servers = ["a.b"] }, synced: .impossible, codes: ["unfit-name"], ours: .impossible,
            theirs: .impossible),
    ]
}

struct `An entry` {
    private static let all = EntrySituation.all
    private let machine: TemporaryMachine

    init() throws { machine = try TemporaryMachine("files") }

    private func state(_ situation: EntrySituation) async throws -> PlatformEntry.State? {
        try await machine.states(situation.platform)[situation.name]
    }

    @Test func `can stand in each of these ways`() {
        #expect(Set(Self.all.map(\.state)) == Set(PlatformEntry.State.allCases))
        #expect(Self.all.filter(\.state.needsDecision).allSatisfy { !$0.codes.isEmpty })
    }

    @Test(arguments: all)
    func `stands like this`(situation: EntrySituation) async throws {
        try await situation.prepare(machine)
        #expect(try await state(situation) == situation.state)
        let before = machine.snapshot()
        let plan = try await machine.keeper.plan(PlatformSyncRequest(platforms: [situation.platform]))
        #expect(plan.hasChanges == situation.state.needsSync || situation.how.hasPrefix("somebody made of it"))
        #expect(machine.snapshot() == before, "a plan writes nothing")
    }

    @Test(arguments: all)
    func `is synced like this, and then for good`(situation: EntrySituation) async throws {
        try await situation.prepare(machine)
        let sync = try await machine.sync(situation.platform)
        #expect(sync.codes == situation.codes)
        #expect(sync.refusals.allSatisfy { $0.isQuestion })
        #expect(try await state(situation) == situation.synced)
        let after = machine.snapshot()
        #expect(try await machine.sync(situation.platform).hasChanges == false)
        #expect(machine.snapshot() == after)
    }

    @Test(arguments: all)
    func `becomes ours when people say so, and then stays ours`(situation: EntrySituation) async throws {
        try await situation.prepare(machine)
        let sync = try await machine.sync(situation.platform, deciding: .ours)
        #expect(sync.codes == (situation.state == .impossible ? situation.codes : []))
        #expect(try await state(situation) == situation.ours)
        let again = try await machine.sync(situation.platform)
        #expect(!again.hasChanges && again.codes == sync.codes)
    }

    @Test(arguments: all)
    func `becomes theirs when people say so, and is never touched or asked about again`(situation: EntrySituation) async throws {
        try await situation.prepare(machine)
        let before = machine.snapshot()
        let sync = try await machine.sync(situation.platform, deciding: .theirs)
        #expect(try await state(situation) == situation.theirs)
        guard situation.state.needsDecision else { return }
        #expect(sync.codes == [] && !sync.hasChanges)
        #expect(machine.snapshot() == before)
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        let again = try await machine.sync(situation.platform)
        #expect(again.codes == [] && !again.hasChanges)
        #expect(try await machine.release(situation.platform).codes == [])
        #expect(machine.snapshot() == before)
    }

    @Test(arguments: all)
    func `is released like this`(situation: EntrySituation) async throws {
        try await situation.prepare(machine)
        let sync = try await machine.release(situation.platform)
        #expect(sync.codes == (situation.state == .drifted ? ["changed-entry"] : []))
        let states = try await machine.states(situation.platform)
        let isThere = states[situation.name].map { ![.wanted, .excluded, .impossible].contains($0) } ?? false
        #expect(isThere == situation.isThereAfterRelease)
        // Nothing of ours is in it, so it is not looked after any more.
        let isConfigured = try await machine.keeper.status(of: situation.platform).isConfigured
        #expect(isConfigured == (situation.state == .drifted))
    }

    @Test(arguments: [TemporaryMachine.Choice.ours, .theirs])
    func `that was changed is released as people decide`(choice: TemporaryMachine.Choice) async throws {
        try await machine.sync("cursor")
        try machine.edit(EntrySituation.path, "/opt/mcp/", "/home/eve/")
        let sync = try await machine.release("cursor", deciding: choice)
        #expect(sync.codes == [])
        #expect(try machine.text(EntrySituation.path).contains("files") == (choice == .theirs))
        #expect(try await machine.keeper.status(of: "cursor").isConfigured == false)
    }

    @Test func `that was said to be theirs is ours again when people say so of it`() async throws {
        try machine.put(EntrySituation.path, #"{"mcpServers": {"files": {"command": "x"}}}"#)
        try await machine.sync("cursor", deciding: .theirs)
        // Said of all that waits for a decision, and this does not.
        #expect(try await machine.sync("cursor", deciding: .ours).hasChanges == false)
        let sync = try await machine.sync("cursor") { request in
            request.decisions = [PlatformSyncRequest.Decision(platform: "cursor", name: "files", choice: .ours)]
        }
        #expect(sync.steps == ["adopt files"])
        #expect(try await machine.states("cursor") == ["files": .inSync])
    }

    @Test func `that was taken out and then unwanted is forgotten`() async throws {
        try await machine.sync("cursor")
        try machine.put(EntrySituation.path, "{}")
        machine.world.change("files") { $0.setting.enabled = false }
        try await machine.sync("cursor")
        machine.world.change("files") { $0.setting.enabled = true }
        let sync = try await machine.sync("cursor")
        #expect(sync.steps == ["add files"] && sync.codes == [])
    }
}

extension TemporaryMachine {
    /// Somebody else edits a file.
    func edit(_ file: String, _ old: String, _ new: String) throws {
        let text = try text(file)
        try #require(text.contains(old))
        try put(file, text.replacing(old, with: new), mode: try mode(file))
    }
}
