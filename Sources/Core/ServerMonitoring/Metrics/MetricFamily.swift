/// Everything measured under one name: what a `# TYPE` line and the lines below it say.
public struct MetricFamily: Hashable, Sendable {
    /// See ``MetricName/isValid(_:)``; a family with another name is never written.
    public var name: String
    /// What it is, for people; one line or several, without blanks at either end. Empty: nobody said.
    public var help: String {
        didSet { help = help.asHelp }
    }
    public var kind: MetricKind
    public var samples: [MetricSample]

    public init(_ name: String, _ kind: MetricKind, help: String = "", samples: [MetricSample] = []) {
        self.name = name
        self.help = help.asHelp
        self.kind = kind
        self.samples = samples
    }
}

/// What the numbers of a family mean, by the words of Prometheus.
public enum MetricKind: String, Hashable, Sendable, CaseIterable {
    /// Only rises, and begins anew at zero.
    case counter
    case gauge
    /// How many were at most so large, for several limits.
    case histogram
    /// Quantiles that the program has worked out itself.
    case summary
    /// Nobody said.
    case untyped

    /// The parts a family of this kind has.
    public var parts: [MetricPart] {
        switch self {
        case .counter, .gauge, .untyped: [.value]
        case .histogram: [.bucket, .sum, .count]
        case .summary: [.value, .sum, .count]
        }
    }
}

/// What one line is within its family; the raw value is what its name ends in.
public enum MetricPart: String, Hashable, Sendable, CaseIterable {
    case value = ""
    case bucket = "_bucket"
    case sum = "_sum"
    case count = "_count"
}

/// One number.
public struct MetricSample: Hashable, Sendable {
    public var part: MetricPart
    public var labels: MetricLabels
    public var value: Double

    public init(_ value: Double, _ labels: MetricLabels = [:], part: MetricPart = .value) {
        self.part = part
        self.labels = labels
        self.value = value
    }
}

extension MetricKind {
    /// Whether a sample can be in a family of this kind: a bucket has a limit, a quantile is a number.
    func accepts(_ sample: MetricSample) -> Bool {
        guard parts.contains(sample.part) else { return false }
        return switch (self, sample.part) {
        case (.histogram, .bucket): sample.labels["le"].flatMap(MetricNumber.init) != nil
        case (.summary, .value): sample.labels["quantile"].flatMap(MetricNumber.init) != nil
        case (.counter, _), (.gauge, _), (.untyped, _), (.histogram, _), (.summary, _): true
        }
    }
}

extension String {
    fileprivate var asHelp: String {
        let clean = MetricLabels.cleaned(self)
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }
        guard let first = clean.utf8.first, let last = clean.utf8.last, isBlank(first) || isBlank(last) else { return clean }
        let bytes = clean.utf8.drop(while: isBlank)
        guard let end = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: bytes[...end], as: UTF8.self)
    }
}
