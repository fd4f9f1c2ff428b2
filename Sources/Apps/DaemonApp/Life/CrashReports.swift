import CKernel
import DaemonLaunch
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What daemons of this home left when they crashed: `logs/crash-TIME.txt`, written by the dying process itself.
struct CrashReports: Sendable {
    /// How many are kept.
    private static let limit = 5

    let home: HomeDirectory

    /// From here on a crash of this process leaves a report. Costs nothing until then.
    func begin() {
        let result = ck_crash_reports(home.logsDirectory, home.daemonLog, "mcp-managerd \(productVersion) crashed.")
        if result != 0 { complain("crashes will leave no report: \(String(cString: strerror(-result)))") }
        _ = ck_crash_stack()
    }

    /// The report of a daemon that crashed since the last call, in an earlier life or this one; removes old ones.
    func takeNews() -> ErrorReport? {
        let names = names
        for name in names.dropLast(Self.limit) { unlink(path(name)) }
        guard let newest = names.last, newest > lastTold else { return nil }
        lastTold = newest
        return Self.report(path(newest), newest)
    }

    /// The newest one that is still there.
    var newest: ErrorReport? { names.last.map { Self.report(path($0), $0) } }

    private static func report(_ path: String, _ name: String) -> ErrorReport {
        // crash-2026-11-22T15-44-57Z.txt
        let moment = name.dropFirst("crash-".count).prefix { $0 != "." }
        let parts = moment.split(separator: "T", maxSplits: 1)
        let time = parts.count == 2 ? "\(parts[0])T\(String(parts[1].map { $0 == "-" ? ":" : $0 }))" : String(moment)
        return ErrorReport(
            code: "daemon-crashed", problem: "the daemon crashed at \(time); the report is \(path)",
            remedy: "send it to whoever maintains mcp-manager; remove it, and this is forgotten")
    }

    private func path(_ name: String) -> String { "\(home.logsDirectory)/\(name)" }

    /// By time, oldest first.
    private var names: [String] {
        guard let folder = opendir(home.logsDirectory) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name.hasPrefix("crash-"), name.hasSuffix(".txt") { names.append(name) }
        }
        return names.sorted()
    }

    /// The name of the newest report that was told.
    private var lastTold: String {
        get {
            guard let file = fopen(home.stateDirectory + "/crash-told", "r") else { return "" }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 256)
            return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
        }
        nonmutating set {
            // Should this not be written, the report is told once more.
            guard let file = fopen(home.stateDirectory + "/crash-told", "w") else { return }
            fputs(newValue, file)
            fclose(file)
        }
    }
}
