/// The families of an exposition while it is read.
///
/// OpenMetrics calls a family what its samples are called without `_total` or `_info`; here it is what they are called.
struct ExpositionDraft {
    private enum Declaration: Hashable {
        case kind(MetricKind)
        /// OpenMetrics' `info`: a gauge that is always 1.
        case info
        /// A kind that the text format does not have: its samples say what they say, each under its own name.
        case other
    }

    private let sampleLimit: Int
    private var declarations: [String: Declaration] = [:]
    private var helps: [String: String] = [:]
    private var places: [String: Int] = [:]
    private var drafts: [MetricFamily] = []
    private var samples = 0
    private(set) var badLines = 0
    private(set) var samplesLeftOut = 0

    init(sampleLimit: Int) { self.sampleLimit = sampleLimit }

    /// Those that have samples, with what was said of them anywhere.
    var families: [MetricFamily] {
        drafts.filter { !$0.samples.isEmpty }.map { family in
            var family = family
            let base = ["_total", "_info"].lazy.compactMap { family.name.without($0) }.first
            family.help = helps[family.name] ?? base.flatMap { helps[$0] } ?? ""
            return family
        }
    }

    mutating func take(_ line: ExpositionLine) {
        switch line {
        case .nothing: break
        case .bad: badLines += 1
        case .help(let name, let text): help(name, text)
        case .type(let name, let word): declare(name, word)
        case .sample(let name, let labels, let value): add(name, labels, value)
        }
    }

    private mutating func help(_ name: String, _ text: String) {
        // The first counts; there cannot be more of them than samples.
        guard helps[name] == nil, helps.count < sampleLimit else { return badLines += 1 }
        helps[name] = text
    }

    private mutating func declare(_ name: String, _ word: String) {
        // Said twice, or too late.
        guard declarations[name] == nil, places[name] == nil, declarations.count < sampleLimit else { return badLines += 1 }
        switch word {
        case "unknown": declarations[name] = .kind(.untyped)
        case "info": declarations[name] = .info
        case "stateset": declarations[name] = .kind(.gauge)
        default: declarations[name] = MetricKind(rawValue: word).map(Declaration.kind) ?? .other
        }
    }

    private mutating func add(_ name: String, _ labels: MetricLabels, _ value: Double) {
        guard let (family, kind, part) = home(of: name) else { return }
        let sample = MetricSample(value, labels, part: part)
        guard kind.accepts(sample) else { return badLines += 1 }
        guard samples < sampleLimit else { return samplesLeftOut += 1 }
        samples += 1
        let place = places[family] ?? drafts.count
        if place == drafts.count {
            places[family] = place
            drafts.append(MetricFamily(family, kind))
        }
        drafts[place].samples.append(sample)
    }

    /// Where a sample of this name belongs; `nil` when it says only since when something is counted.
    private func home(of name: String) -> (family: String, kind: MetricKind, part: MetricPart)? {
        if case .kind(let kind) = declarations[name] { return (name, kind, .value) }
        for part in MetricPart.allCases where part != .value {
            if let base = name.without(part.rawValue), case .kind(let kind) = declarations[base], kind.parts.contains(part) {
                return (base, kind, part)
            }
        }
        if let base = name.without("_total"), declarations[base] == .kind(.counter) { return (name, .counter, .value) }
        if let base = name.without("_info"), declarations[base] == .info { return (name, .gauge, .value) }
        if let base = name.without("_created"), case .kind(let kind) = declarations[base] {
            switch kind {
            case .counter, .histogram, .summary: return nil
            case .gauge, .untyped: break
            }
        }
        return (name, .untyped, .value)
    }
}

extension String {
    /// Without an ending; `nil` when it has another one, or is nothing else.
    fileprivate func without(_ ending: String) -> String? {
        guard utf8.count > ending.utf8.count, hasSuffix(ending) else { return nil }
        return String(decoding: utf8.dropLast(ending.utf8.count), as: UTF8.self)
    }
}
