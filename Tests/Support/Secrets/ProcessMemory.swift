import Foundation

/// What a process holds in its memory, read from outside.
public enum ProcessMemory {
    /// Whether the memory of any process may be read: that is root's, on Linux.
    public static let isReadable = geteuid() == 0 && access("/proc/self/mem", R_OK) == 0

    /// Which of these texts are somewhere in the memory a process can write to.
    public static func texts(_ texts: [String], in process: pid_t) throws -> [String] {
        let memory = open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0, let maps = FileManager.default.contents(atPath: "/proc/\(process)/maps") else {
            throw TestFailure("the memory of \(process) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(memory) }
        let areas = String(decoding: maps, as: UTF8.self).split(separator: "\n").compactMap(Area.init)
        let search = ByteSearch(texts.map { Array($0.utf8) })
        let overlap = (texts.map(\.utf8.count).max() ?? 1) - 1
        var buffer = [UInt8](repeating: 0, count: 4 << 20)
        var found: Set<Int> = []
        for area in areas {
            var place = area.begin
            while place < area.end {
                let wanted = min(buffer.count, area.end - place)
                let count = buffer.withUnsafeMutableBytes { pread(memory, $0.baseAddress, wanted, off_t(place)) }
                // Some areas, the kernel's own, cannot be read.
                guard count > 0 else { break }
                found.formUnion(buffer.withUnsafeBytes { search.found(in: UnsafeRawBufferPointer(rebasing: $0[..<count])) })
                place += count > overlap && place + count < area.end ? count - overlap : count
            }
        }
        return found.sorted().map { texts[$0] }
    }

    /// A line of `/proc/PID/maps`: `55d0c7a000-55d0c9b000 rw-p …`.
    private struct Area {
        var begin: Int
        var end: Int

        init?(_ line: Substring) {
            let words = line.split(separator: " ")
            guard words.count > 1, words[1].hasPrefix("rw") else { return nil }
            let bounds = words[0].split(separator: "-").compactMap { Int($0, radix: 16) }
            guard bounds.count == 2 else { return nil }
            (begin, end) = (bounds[0], bounds[1])
        }
    }
}
