import ServerModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the end of a log that an earlier daemon wrote.
enum LogTail {
    /// How much of the file's end is read.
    static let window = 512 << 10

    /// The last records of the file, oldest first; lines that are no records are skipped, no file means none.
    static func records(at path: String) -> [LogRecord] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size > 0 else { return [] }
        let start = max(0, Int(size) - window)
        var bytes = [UInt8](repeating: 0, count: Int(size) - start)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(start)) }
        guard count > 0 else { return [] }
        let decoder = JSONDecoder()
        // The first line of the window is cut off unless the window begins the file; it then fails to decode.
        return bytes.prefix(count).split(separator: UInt8(ascii: "\n"))
            .compactMap { try? decoder.decode(LogRecord.self, from: Data($0)) }
    }
}
