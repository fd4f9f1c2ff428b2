import ServerModel
import TerminalKit

/// What a server used in the last hour, a value for each minute.
struct UseGraphs {
    let memory: Sparkline
    let processor: Sparkline
    let last: ResourceUse?
    private let peak: ResourceUse?

    private static let minutes = 60

    init(samples: [ResourceSample], now: Timestamp) {
        var resident = [Double?](repeating: nil, count: Self.minutes)
        var cores = resident
        let last = now.millisecondsSince1970 / 60_000
        let recent = samples.filter { sample in
            let minute = Int(sample.time.millisecondsSince1970 / 60_000 - last) + Self.minutes - 1
            guard resident.indices.contains(minute) else { return false }
            resident[minute] = max(resident[minute] ?? 0, Double(sample.use.residentBytes))
            if let cpu = sample.use.cpu { cores[minute] = max(cores[minute] ?? 0, cpu) }
            return true
        }
        memory = Sparkline(resident)
        // A tenth of a core is not drawn like a whole one.
        processor = Sparkline(cores, ceiling: max(0.1, cores.compactMap(\.self).max() ?? 0))
        self.last = recent.last?.use
        peak = recent.max { $0.use.residentBytes < $1.use.residentBytes }?.use
    }

    /// `71.4 MB, at most 80.0 MB`
    func memoryWords(_ use: ResourceUse) -> String {
        let most = peak.map(\.residentBytes).map(byteWords)
        return byteWords(use.residentBytes) + (most.map { $0 == byteWords(use.residentBytes) ? "" : ", at most \($0)" } ?? "")
    }

    /// `2.1 %, 9 threads, 14 files`
    func processorWords(_ use: ResourceUse) -> String {
        let threads = use.threads == 1 ? "1 thread" : "\(use.threads) threads"
        let parts: [String?] = [use.cpu.map(StatusPage.percent), threads, use.openFiles.map { "\($0) files" }]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
