import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells whoever started the daemon, once, that it can be reached, or why not.
struct ReadinessSignal: Sendable {
    /// `nil` when nobody waits.
    let descriptor: Int32?
    var service = ServiceNotification(socket: nil)

    func ready() {
        tell("ok\n")
        service.ready()
    }

    /// `CODE<tab>PROBLEM<tab>REMEDY`, and the same for people in the log.
    func failed(_ report: ErrorReport) {
        complain("\(report.problem) — \(report.remedy)")
        let fields = [report.code, report.problem, report.remedy].map { field in
            String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 })
        }
        tell(fields.joined(separator: "\t") + "\n")
    }

    private func tell(_ line: String) {
        guard let descriptor else { return }
        var line = line
        line.withUTF8 { bytes in
            // Nobody may be left to read it; then there is nobody to tell.
            _ = write(descriptor, bytes.baseAddress, bytes.count)
        }
        close(descriptor)
    }
}
