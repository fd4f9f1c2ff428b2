#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The kernel ending processes because memory ran out.
public enum MemoryKills {
    /// How many it ended since it booted; `nil` where it does not count them (before Linux 4.13, macOS).
    @Sendable public static func sinceBoot() -> Int? {
        guard let file = fopen("/proc/vmstat", "re") else { return nil }
        defer { fclose(file) }
        var text: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { chunk in
            while case let count = fread(chunk.baseAddress, 1, chunk.count, file), count > 0 { text += chunk[..<count] }
        }
        return count(in: String(decoding: text, as: UTF8.self))
    }

    /// From the text of `/proc/vmstat`.
    static func count(in text: String) -> Int? {
        text.split(separator: "\n").first { $0.hasPrefix("oom_kill ") }.flatMap { Int($0.dropFirst(9)) }
    }
}
