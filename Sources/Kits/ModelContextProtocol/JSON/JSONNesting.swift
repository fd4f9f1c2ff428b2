/// Which containers are open: one bit each, so that walking a text needs neither recursion nor (up to 64 levels) memory.
struct JSONNesting {
    private let outside: Int
    private var depth = 0
    private var bits: UInt64 = 0
    private var full: [UInt64] = []

    /// Nothing open yet, itself `outside` containers deep.
    init(outside: Int) {
        self.outside = outside
    }

    var isEmpty: Bool { depth == 0 }
    /// Whether the innermost open container is an object.
    var isInObject: Bool { bits & 1 == 1 }

    /// Opens one more; false when that would be too deep.
    mutating func open(isObject: Bool) -> Bool {
        guard outside + depth < JSONCursor.depthLimit else { return false }
        if depth > 0, depth % 64 == 0 { full.append(bits) }
        bits = bits << 1 | (isObject ? 1 : 0)
        depth += 1
        return true
    }

    /// Closes the innermost; something must be open.
    mutating func close() {
        depth -= 1
        bits >>= 1
        if depth > 0, depth % 64 == 0, let previous = full.popLast() { bits = previous }
    }
}
