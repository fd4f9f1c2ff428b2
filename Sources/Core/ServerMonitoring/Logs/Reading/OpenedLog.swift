import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// All files of a server's log, opened; a rotation does not touch them any more.
struct OpenedLog: Sendable {
    let source: LogSource
    /// The oldest first.
    private(set) var files: [LogFile] = []
    private(set) var unread: [LogUnreadable] = []

    /// Opens what there is and may have records of `since` or later; a log that is missing has no files.
    init(_ source: LogSource, since: Timestamp? = nil) {
        self.source = source
        // Files only move on to higher numbers, so that none is missed on the way up. While they do there are gaps, and one
        // may come in behind the last.
        let last = Self.highestNumber(of: source.path) + 1
        var known: Set<LogFile.Identity> = []
        for number in 0...last {
            do {
                guard let file = try LogFile(number == 0 ? source.path : "\(source.path).\(number)") else { continue }
                guard known.insert(file.identity).inserted, file.mayHaveRecords(since: since) else { continue }
                files.append(file)
            } catch {
                unread.append(error)
            }
        }
        files.reverse()
    }

    /// The highest `n` of the files `PATH.n`; 0 when there are none.
    private static func highestNumber(of path: String) -> Int {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { path[...$0] } ?? "."
        let prefix = path[(slash.map(path.index(after:)) ?? path.startIndex)...] + "."
        guard let entries = opendir(String(folder)) else { return 0 }
        defer { closedir(entries) }
        var highest = 0
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)), number < 10_000 else { continue }
            highest = max(highest, number)
        }
        return highest
    }
}

extension LogFile {
    /// A record is received before it is written. File systems round the time, to two seconds at worst.
    fileprivate func mayHaveRecords(since: Timestamp?) -> Bool {
        guard size > 0 else { return false }
        return since.map { written + .seconds(2) >= $0 } ?? true
    }
}
