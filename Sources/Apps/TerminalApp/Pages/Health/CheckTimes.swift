import ServerModel

/// How long checks took, in the cells of a strip.
struct CheckTimes {
    /// The slowest answer of each cell, in milliseconds; `nil` where there was none.
    private(set) var values: [Double?]
    /// The cells in which a check failed.
    private(set) var failed: Set<Int> = []

    init(_ points: [HealthPoint], in strip: HealthStrip) {
        values = Array(repeating: nil, count: strip.cells.utf8.count)
        for point in points {
            let cell = Int((point.time.millisecondsSince1970 - strip.start.millisecondsSince1970) / strip.cellMilliseconds)
            guard values.indices.contains(cell) else { continue }
            values[cell] = point.highestMilliseconds
            if point.failures > 0 { failed.insert(cell) }
        }
    }

    /// Nothing was asked.
    var isEmpty: Bool { failed.isEmpty && values.allSatisfy { $0 == nil } }
}
