import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Control groups of version 2 for runs with limits, where the system lets us have some: then the kernel itself holds the limits.
///
/// Ours is the group this process was started in, if it is delegated to us, as `Delegate=yes` of a systemd unit does. Only groups
/// without processes of their own may share out controllers, so we move into one below first.
/// See the kernel's `Documentation/admin-guide/cgroup-v2.rst`, "No Internal Process Constraint" and "Delegation".
public struct ControlGroups: Sendable, Hashable {
    /// The folder of the group that is ours.
    let folder: String

    private static let ownName = "mcp-managerd"
    private static let runPrefix = "run-"

    /// Takes what is delegated to this process; `nil` where nothing is, which is no failure.
    ///
    /// - Parameters:
    ///   - membership: the text of `/proc/self/cgroup`.
    ///   - mount: where the groups are.
    public static func delegated(
        membership: String = ControlGroupFile.text(of: "/proc/self/cgroup"), mount: String = "/sys/fs/cgroup"
    ) -> ControlGroups? {
        guard let line = membership.split(separator: "\n").first(where: { $0.hasPrefix("0::/") }) else { return nil }
        var folder = "\(mount)\(line.dropFirst(3))"
        // We are in our own below already: a daemon that was started by another from there.
        if folder.hasSuffix("/\(ownName)") { folder.removeLast(ownName.count + 1) }
        let controllers = ControlGroupFile.text(of: "\(folder)/cgroup.controllers").split { $0 == " " || $0 == "\n" }
        guard controllers.contains("memory"), controllers.contains("cpu") else { return nil }
        let own = "\(folder)/\(ownName)"
        guard mkdir(own, 0o755) == 0 || errno == EEXIST else { return nil }
        guard ControlGroupFile.put("0", to: "\(own)/cgroup.procs"),
            ControlGroupFile.put("+memory +cpu", to: "\(folder)/cgroup.subtree_control")
        else {
            // Somebody else is in our group with us: it is not ours alone after all.
            _ = ControlGroupFile.put("0", to: "\(folder)/cgroup.procs")
            rmdir(own)
            return nil
        }
        let groups = ControlGroups(folder: folder)
        groups.removeLeftovers()
        return groups
    }

    /// A group for one run; `nil` when there is nothing to limit, or it cannot be had: then others look after the limits.
    ///
    /// - Parameter name: of no other group now; letters, digits, `.`, `_` and `-`.
    public func group(_ name: String, limits: ResourceLimits) -> ControlGroup? {
        guard limits.memoryBytes != nil || limits.cpu != nil else { return nil }
        let group = ControlGroup(path: "\(folder)/\(Self.runPrefix)\(name)")
        guard mkdir(group.path, 0o755) == 0 else { return nil }
        var isComplete = true
        if let bytes = limits.memoryBytes {
            isComplete = ControlGroupFile.put("\(bytes)", to: "\(group.path)/memory.max")
            // All of it or nothing: half a server is no server. And what may not be in memory is not to be on the disk instead;
            // both are refused where the kernel has no such thing.
            _ = ControlGroupFile.put("1", to: "\(group.path)/memory.oom.group")
            _ = ControlGroupFile.put("0", to: "\(group.path)/memory.swap.max")
        }
        if let cores = limits.cpu {
            isComplete = ControlGroupFile.put("\(Int(cores * 100_000)) 100000", to: "\(group.path)/cpu.max") && isComplete
        }
        guard isComplete else {
            group.remove()
            return nil
        }
        return group
    }

    /// What a daemon that was killed left behind. One with processes in it cannot be removed and stays.
    private func removeLeftovers() {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        for name in names where name.hasPrefix(Self.runPrefix) { rmdir("\(folder)/\(name)") }
    }
}

/// The control group of one run.
public struct ControlGroup: Sendable, Hashable {
    let path: String

    /// Where a process enters it.
    var processesFile: String { "\(path)/cgroup.procs" }

    /// How many of its processes the kernel ended because of its limit of memory.
    public var memoryKills: Int {
        for line in ControlGroupFile.text(of: "\(path)/memory.events").split(separator: "\n") where line.hasPrefix("oom_kill ") {
            return Int(line.dropFirst(9)) ?? 0
        }
        return 0
    }

    /// Takes it away, once its processes have ended.
    public func remove() { rmdir(path) }
}

/// Files of a control group, which are small and take no more than one write.
public enum ControlGroupFile {
    /// Empty when it cannot be read.
    public static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : ""
        }
    }

    /// Whether it was taken. The kernel makes the files of a group, and refuses those it does not know.
    static func put(_ text: String, to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var text = text
        return text.withUTF8 { bytes in write(descriptor, bytes.baseAddress, bytes.count) == bytes.count }
    }
}
