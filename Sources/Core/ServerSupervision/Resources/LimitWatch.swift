import ServerModel

/// Holds what a run uses against its limits, sample by sample; pure.
struct LimitWatch: Sendable, Hashable {
    enum Finding: Hashable, Sendable {
        /// It must end, and this is why.
        case excess(String)
        /// It goes on, and this needs attention.
        case trouble(String)
        /// What was said of it holds no more.
        case relief
    }

    private enum Kind { case cpu, files }

    /// So many samples in a row above the limit are more than a moment's work.
    static let patience = 3

    let limits: ResourceLimits
    /// Whether somebody reads the samples; a limit of files is enforced by the kernel and still worth a look.
    var isNeeded: Bool { limits.memoryBytes != nil || limits.cpu != nil || limits.openFiles != nil }

    private var busySamples = 0
    private var complaint: Kind?

    init(_ limits: ResourceLimits) { self.limits = limits }

    /// - Parameter leaderFiles: how many files the server's own process has open; each process has the limit for itself.
    mutating func judge(_ use: ResourceUse, leaderFiles: Int?) -> Finding? {
        if let limit = limits.memoryBytes, use.residentBytes > limit {
            return .excess(
                "it used \(byteWords(use.residentBytes)) of memory, more than its limit of \(byteWords(limit)) "
                    + "(execution.limits.memory)")
        }
        if let limit = limits.cpu, let cpu = use.cpu, cpu > limit { busySamples += 1 } else { busySamples = 0 }
        let found = trouble(use, leaderFiles)
        // Told once, not with every new number.
        guard found?.kind != complaint else { return nil }
        complaint = found?.kind
        return found.map { .trouble($0.words) } ?? .relief
    }

    private func trouble(_ use: ResourceUse, _ leaderFiles: Int?) -> (kind: Kind, words: String)? {
        if let limit = limits.openFiles, let open = leaderFiles, open * 10 >= limit * 9 {
            return (.files, "it has \(open) of \(limit) files open (execution.limits.open_files)")
        }
        if let limit = limits.cpu, let cpu = use.cpu, busySamples >= Self.patience || (complaint == .cpu && busySamples > 0) {
            return (.cpu, "it uses \(coreWords(cpu)), more than its limit of \(coreWords(limit)) (execution.limits.cpu)")
        }
        return nil
    }
}

/// `0.5 cores`, `1 core`
private func coreWords(_ cores: Double) -> String {
    let hundredths = Int((cores * 100).rounded())
    let fraction = hundredths % 100
    let digits = fraction == 0 ? "" : fraction % 10 == 0 ? ".\(fraction / 10)" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)"
    return "\(hundredths / 100)\(digits) core\(hundredths == 100 ? "" : "s")"
}
