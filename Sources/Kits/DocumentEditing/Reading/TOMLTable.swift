/// A table of TOML while it is read: its keys may stand in several places of the file.
final class TOMLTable {
    private enum Entry {
        case value(PlacedValue)
        case table(TOMLTable)
        case tables(TOMLTables)
    }

    private var entries: [String: Entry] = [:]
    private var order: [(key: String, start: Int)] = []
    /// From its header, or its first key, to the end of the last line below the header.
    private var span: Range<Int>
    /// Where it is opened by `[…]`; empty for a table that is only a part of others' names.
    var headers: [Range<Int>] = []
    /// Whether it is a part of a dotted key of a value: then no header opens it.
    private var isDotted = false
    private let isStrict: Bool

    init(start: Int, isStrict: Bool) {
        span = start..<start
        self.isStrict = isStrict
    }

    func extend(to end: Int) { span = span.lowerBound..<max(span.upperBound, end) }

    /// The table at `path`, made where there is none; `nil` where something else is.
    ///
    /// - Parameter isDotted: whether it is the path of a value, not of a header.
    func descending(_ path: ArraySlice<String>, at start: Int, isDotted: Bool = false) -> TOMLTable? {
        guard let key = path.first else { return self }
        guard let child = child(key, at: start) else { return nil }
        if isDotted, isStrict {
            // What has a header is only changed below it.
            guard child.headers.isEmpty else { return nil }
            child.isDotted = true
        }
        return child.descending(path.dropFirst(), at: start, isDotted: isDotted)
    }

    /// The table that `[key]` opens.
    func opening(_ key: String, at start: Int) -> TOMLTable? {
        guard case .tables = entries[key] else {
            let table = child(key, at: start)
            // The header is where it is, whoever mentioned it before.
            if let table, table.headers.isEmpty { table.span = start..<start }
            if isStrict, table?.isDotted == true { return nil }
            return table?.headers.isEmpty == true ? table : nil
        }
        return nil
    }

    /// The table that `[[key]]` adds.
    func appending(_ key: String, at start: Int) -> TOMLTable? {
        let table = TOMLTable(start: start, isStrict: isStrict)
        switch entries[key] {
        case nil:
            order.append((key, start))
            entries[key] = .tables(TOMLTables(table))
        case .tables(let others): others.all.append(table)
        case .value, .table: return nil
        }
        return table
    }

    /// Whether the key was free.
    func add(_ key: String, at start: Int, _ value: PlacedValue) -> Bool {
        guard entries[key] == nil else { return false }
        order.append((key, start))
        entries[key] = .value(value)
        return true
    }

    private func child(_ key: String, at start: Int) -> TOMLTable? {
        switch entries[key] {
        case .table(let table): return table
        case .tables(let tables): return tables.all.last
        case .value: return nil
        case nil:
            let table = TOMLTable(start: start, isStrict: isStrict)
            order.append((key, start))
            entries[key] = .table(table)
            return table
        }
    }

    /// What was read; `nil` when it is too deep.
    func value(depth: Int) -> PlacedValue? {
        guard depth <= ByteCursor.depthLimit * 2 else { return nil }
        let members = order.compactMap { key, start -> PlacedValue.Member? in
            switch entries[key] {
            case .value(let value): PlacedValue.Member(key: key, start: start, value: value)
            case .table(let table):
                table.value(depth: depth + 1).map { PlacedValue.Member(key: key, start: $0.span.lowerBound, value: $0) }
            case .tables(let tables):
                PlacedValue.Member(
                    key: key, start: start,
                    value: PlacedValue(
                        content: .list(tables.all.compactMap { $0.value(depth: depth + 1) }), span: start..<start,
                        isReplaceable: false))
            case nil: nil
            }
        }
        let end = max(span.upperBound, headers.last?.upperBound ?? 0)
        return PlacedValue(content: .table(members), span: span.lowerBound..<max(span.lowerBound, end), isReplaceable: false)
    }
}

/// The tables of `[[name]]`.
private final class TOMLTables {
    var all: [TOMLTable]

    init(_ first: TOMLTable) { all = [first] }
}
