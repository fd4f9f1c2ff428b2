import ServerMonitoring
import Testing

struct `What is written` {
    @Test(arguments: 0..<200)
    func `is read back equal`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let families = random.families()
        let written = Exposition.write(families)
        let reading = ExpositionReader().read(written)
        #expect(reading.families == families)
        #expect(reading.badLines == 0)
    }

    @Test(arguments: 0..<200)
    func `is safe to serve whatever was read`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed) &+ 1_000_000)
        let written = Exposition.write(random.families())
        let broken = random.broken(written)
        // What a broken text is understood as can be written and read again, and means the same then.
        var collection = MetricCollection()
        collection.add(ExpositionReader().read(broken).families)
        let again = Exposition.write(collection.families)
        let reading = ExpositionReader().read(again)
        #expect(reading.badLines == 0)
        #expect(Exposition.write(reading.families) == again)
    }
}

/// Families of all kinds, with awkward texts and numbers; the same in every run.
extension SeededGenerator {
    fileprivate mutating func families() -> [MetricFamily] {
        (0..<below(6)).map { index in
            let kind = MetricKind.allCases[below(MetricKind.allCases.count)]
            let samples = (0...below(5)).map { sample(kind, $0) }
            return MetricFamily("\(pick(["a", "_", "a:b", "Z9_"]))\(index)x", kind, help: text(), samples: samples)
        }
    }

    /// With some bytes changed, dropped or added.
    fileprivate mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<below(12) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(3) {
            case 0: bytes[place] = UInt8(below(256))
            case 1: bytes.remove(at: place)
            default: bytes.insert(contentsOf: pick(["\n", "\"", "\\", "{", "}", ",", " ", "# TYPE ", "__"]).utf8, at: place)
            }
        }
        return bytes
    }

    private mutating func sample(_ kind: MetricKind, _ index: Int) -> MetricSample {
        var pairs = (0..<below(4)).map { ("l\($0)", text()) }
        pairs.append(("index", "\(index)"))
        let part = kind.parts[below(kind.parts.count)]
        if part == .bucket { pairs.append(("le", pick(["0.5", "+Inf", "1e-3"]))) }
        if kind == .summary { pairs.append(("quantile", pick(["0", "0.99"]))) }
        return MetricSample(number(), MetricLabels(pairs), part: part)
    }

    private mutating func number() -> Double {
        switch below(5) {
        case 0: Double(below(1_000))
        case 1: -.infinity
        case 2: Double(bitPattern: next() & 0x7FDF_FFFF_FFFF_FFFF)
        case 3: -Double(below(1_000)) / 7
        default: .infinity
        }
    }

    private mutating func text() -> String {
        let pieces = [
            "a", "\"", "\\", "\n", "\\n", "\\\"", "{", "}", ",", "=", " ", "#", "\t", "é", "e\u{301}", "👩‍🚀", "\u{7}", "\u{2028}",
            "x 1\n",
        ]
        return (0..<below(6)).map { _ in pick(pieces) }.joined()
    }

    private mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
