#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process that listens on a port of this machine, as far as `/proc` tells.
struct PortHolder: Hashable {
    var processID: Int32
    /// The program's short name.
    var name: String

    /// `nil` when nobody is found: it may be somebody else's process, or there is no `/proc`.
    static func find(port: Int) -> PortHolder? {
        let sockets = Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listeners(in: text(of: $0), port: port) })
        guard !sockets.isEmpty else { return nil }
        for entry in names(in: "/proc") {
            guard let processID = Int32(entry) else { continue }
            let folder = "/proc/\(entry)/fd"
            guard names(in: folder).contains(where: { sockets.contains(target(of: "\(folder)/\($0)")) }) else { continue }
            let name = text(of: "/proc/\(entry)/comm").prefix { $0 != "\n" }
            return PortHolder(processID: processID, name: String(name))
        }
        return nil
    }

    /// `socket:[INODE]` of every socket in the table that listens on the port (proc_pid_net(5)).
    static func listeners(in table: String, port: Int) -> [String] {
        let digits = String(port, radix: 16, uppercase: true)
        let ending = ":" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            // 0A: listening.
            guard fields.count > 9, fields[1].hasSuffix(ending), fields[3] == "0A" else { return nil }
            return "socket:[\(fields[9])]"
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }

    private static func target(of link: String) -> String {
        var buffer = [CChar](repeating: 0, count: 64)
        let count = readlink(link, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    }

    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}

extension LaunchError {
    static func portInUse(_ port: Int, by holder: PortHolder?) -> LaunchError {
        LaunchError(
            code: "port-in-use",
            problem: "port \(port) is taken"
                + (holder.map { " by process \($0.processID) (\($0.name))" } ?? " by another process"),
            remedy: "stop " + (holder.map { "process \($0.processID)" } ?? "it") + ", or write another port as execution.port")
    }
}
