import Foundation
import ServerModel
import Testing

@testable import ServerExecution

/// A folder that looks like the kernel's tree of control groups, as far as files can.
private final class Groups: Sendable {
    let mount: String
    let folder: String

    init(controllers: String = "cpuset cpu io memory pids\n") throws {
        mount = "/tmp/mcp-groups-\(UInt32.random(in: 0 ... .max))"
        folder = "\(mount)/user.slice/daemon.service"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try controllers.write(toFile: "\(folder)/cgroup.controllers", atomically: false, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: mount) }

    func text(_ file: String) -> String? { try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) }
    func make(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
    }
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }

    func delegated(_ membership: String = "1:cpu:/\n0::/user.slice/daemon.service\n") -> ControlGroups? {
        .delegated(membership: membership, mount: mount)
    }
}

struct `Control groups` {
    private func limits(memory: Int? = nil, cpu: Double? = nil, files: Int? = nil) -> ResourceLimits {
        var limits = ResourceLimits()
        (limits.memoryBytes, limits.cpu, limits.openFiles) = (memory, cpu, files)
        return limits
    }

    @Test func `are shared out from a group below, which we move into first`() throws {
        let groups = try Groups()
        #expect(groups.delegated() != nil)
        #expect(groups.text("mcp-managerd/cgroup.procs") == "0")
        #expect(groups.text("cgroup.subtree_control") == "+memory +cpu")
    }

    @Test func `are found again by a daemon that begins below already`() throws {
        let groups = try Groups()
        let found = groups.delegated("0::/user.slice/daemon.service/mcp-managerd\n")
        #expect(found == groups.delegated())
    }

    @Test(arguments: ["", "1:cpu:/x\n2:memory:/x\n", "0::/elsewhere\n"])
    func `are none where nothing is delegated`(membership: String) throws {
        #expect(try Groups().delegated(membership) == nil)
    }

    @Test func `are none without the controllers`() throws {
        #expect(try Groups(controllers: "pids\n").delegated() == nil)
    }

    @Test func `are none where others live in the same group`() throws {
        let groups = try Groups()
        // What the kernel refuses to have written.
        try groups.make("cgroup.subtree_control")
        #expect(groups.delegated() == nil)
        #expect(groups.text("cgroup.procs") == "0", "the daemon did not move back")
    }

    @Test func `of runs that a killed daemon left are taken away`() throws {
        let groups = try Groups()
        try groups.make("run-old-1")
        try groups.make("other")
        #expect(groups.delegated() != nil)
        #expect(!groups.has("run-old-1") && groups.has("other"))
    }

    @Test func `hold a run to its limits`() throws {
        let groups = try Groups()
        let group = try #require(groups.delegated()?.group("demo-1", limits: limits(memory: 1_000_000, cpu: 0.5)))
        #expect(groups.text("run-demo-1/memory.max") == "1000000")
        #expect(groups.text("run-demo-1/memory.oom.group") == "1")
        #expect(groups.text("run-demo-1/memory.swap.max") == "0")
        #expect(groups.text("run-demo-1/cpu.max") == "50000 100000")
        #expect(group.processesFile == "\(groups.folder)/run-demo-1/cgroup.procs")
        #expect(group.memoryKills == 0)
        try "low 0\nmax 9\noom 2\noom_kill 3\n".write(
            toFile: "\(groups.folder)/run-demo-1/memory.events", atomically: false, encoding: .utf8)
        #expect(group.memoryKills == 3)
    }

    @Test func `are not made for a run that needs none`() throws {
        let groups = try Groups()
        #expect(groups.delegated()?.group("demo-1", limits: limits(files: 100)) == nil)
        #expect(!groups.has("run-demo-1"))
    }

    @Test func `go with their run`() throws {
        let groups = try Groups()
        let group = try #require(groups.delegated()?.group("demo-1", limits: limits(cpu: 1)))
        // In the kernel's tree, these need not go first.
        try FileManager.default.removeItem(atPath: "\(groups.folder)/run-demo-1/cpu.max")
        group.remove()
        #expect(!groups.has("run-demo-1"))
    }
}
