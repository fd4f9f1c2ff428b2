/// Reads what another program serves at its `/metrics`: Prometheus' text format, or OpenMetrics as far as it says the same.
///
/// It is foreign text: a line that makes no sense is skipped and counted, and there is a limit to everything.
public struct ExpositionReader: Sendable {
    public struct Limits: Hashable, Sendable {
        /// What comes after so many bytes is not looked at.
        public var bytes = 4 << 20
        /// A longer line is a bad one.
        public var lineBytes = 16 << 10
        /// Samples after so many are left out.
        public var samples = 20_000

        public init() {}
    }

    private let limits: Limits

    public init(limits: Limits = Limits()) { self.limits = limits }

    public func read(_ text: [UInt8]) -> ExpositionReading {
        var draft = ExpositionDraft(sampleLimit: limits.samples)
        // The line that the limit is in is not whole.
        let isCut = text.count > limits.bytes
        let end = isCut ? text[..<limits.bytes].lastIndex(of: 0x0A) ?? 0 : text.endIndex
        var start = 0
        while start < end {
            let lineEnd = text[start..<end].firstIndex(of: 0x0A) ?? end
            draft.take(lineEnd - start > limits.lineBytes ? .bad : ExpositionLine(text[start..<lineEnd]))
            start = lineEnd + 1
        }
        return ExpositionReading(
            families: draft.families, badLines: draft.badLines, samplesLeftOut: draft.samplesLeftOut, isCut: isCut)
    }
}

/// What was understood of an exposition.
public struct ExpositionReading: Hashable, Sendable {
    /// In the order in which they were first named; each has samples.
    public var families: [MetricFamily]
    /// Lines that made no sense, or that the format does not allow where they were.
    public var badLines: Int
    /// Samples beyond the limit.
    public var samplesLeftOut: Int
    /// Whether it was longer than the limit, and its end was not looked at.
    public var isCut: Bool
}
