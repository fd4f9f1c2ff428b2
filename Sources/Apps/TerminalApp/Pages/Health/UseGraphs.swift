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

    /// `71.4 MB, at most 80.0 MB`, as much of it as there is room for.
    func memoryWords(_ use: ResourceUse, room: Int) -> SafeText {
        let now = byteWords(use.residentBytes)
        let most = peak.map(\.residentBytes).map(byteWords)
        return Self.list([now, most.flatMap { $0 == now ? nil : "at most \($0)" }], room: room)
    }

    /// `2.1 %, 9 threads, 14 files`, as much of it as there is room for.
    func processorWords(_ use: ResourceUse, room: Int) -> SafeText {
        let threads = use.threads == 1 ? "1 thread" : "\(use.threads) threads"
        return Self.list([use.cpu.map(StatusPage.percent), threads, use.openFiles.map { "\($0) files" }], room: room)
    }

    private static func list(_ parts: [String?], room: Int) -> SafeText {
        parts.compactMap { $0.map { SafeText($0) } }.joined(by: ", ", within: room)
    }
}
