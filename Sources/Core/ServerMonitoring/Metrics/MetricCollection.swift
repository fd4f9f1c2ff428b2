/// Families of several programs brought together, so that what is written parses: each name once, each sample once.
public struct MetricCollection: Sendable {
    public private(set) var families: [MetricFamily] = []
    private var places: [String: Int] = [:]
    /// Which family the lines of a name belong to: a histogram `a` has `a_count`, so no other family may.
    private var owners: [String: String] = [:]
    /// As they are written, because that is what a parser compares.
    private var series: Set<[UInt8]> = []

    public init() {}

    /// Adds a family, or its samples to the one that has its name already, whose help stays.
    ///
    /// A sample that is there already is dropped. Returns how many samples had no place: the name is taken by a family of
    /// another kind, or cannot be written.
    @discardableResult
    public mutating func add(_ family: MetricFamily) -> Int {
        guard let place = place(of: family) else { return family.samples.count }
        var conflicts = 0
        for sample in family.samples {
            guard family.kind.accepts(sample) else {
                conflicts += 1
                continue
            }
            if series.insert(Exposition.series(sample, of: family.name)).inserted { families[place].samples.append(sample) }
        }
        return conflicts
    }

    public mutating func add(_ families: some Sequence<MetricFamily>) {
        for family in families { add(family) }
    }

    private mutating func place(of family: MetricFamily) -> Int? {
        if let place = places[family.name] { return families[place].kind == family.kind ? place : nil }
        let names = family.lineNames
        // Prometheus' Python client takes the "_total" off a counter's name, and this one would have none left.
        guard MetricName.isValid(family.name), family.name != "_total", names.allSatisfy({ owners[$0] == nil })
        else { return nil }
        for name in names { owners[name] = family.name }
        places[family.name] = families.count
        families.append(MetricFamily(family.name, family.kind, help: family.help))
        return families.count - 1
    }
}

extension MetricFamily {
    /// What its lines may be called, by any parser.
    fileprivate var lineNames: [String] {
        // To OpenMetrics a counter without "_total" is the same as one with it.
        let total = kind == .counter && !name.hasSuffix("_total") ? [name + "_total"] : []
        return Set([.value] + kind.parts).map { name + $0.rawValue } + total
    }
}
