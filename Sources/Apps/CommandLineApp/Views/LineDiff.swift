/// What is different between two texts, line by line.
enum LineDiff {
    enum Line: Hashable {
        case same(String)
        case removed(String)
        case added(String)
        /// So many lines that are the same and are not shown.
        case skipped(Int)
    }

    /// Unchanged lines shown around a change.
    private static let context = 3
    /// Comparing takes time and memory with the square of the lines that differ.
    private static let longest = 2_000

    /// The changes from `old` to `new` with a few lines around each; empty when there are none.
    static func lines(from old: [String], to new: [String]) -> [Line] {
        old == new ? [] : shortened(all(from: old, to: new))
    }

    private static func all(from old: [String], to new: [String]) -> [Line] {
        guard old.count <= longest, new.count <= longest else { return old.map(Line.removed) + new.map(Line.added) }
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                lines.append(.removed(old[left]))
                left += 1
            } else if added.contains(right) {
                lines.append(.added(new[right]))
                right += 1
            } else {
                lines.append(.same(new[right]))
                left += 1
                right += 1
            }
        }
        return lines
    }

    private static func shortened(_ lines: [Line]) -> [Line] {
        let changes = lines.indices.filter { index in
            if case .same = lines[index] { false } else { true }
        }
        var shown = Set<Int>()
        for change in changes { shown.formUnion((change - context)...(change + context)) }
        var result: [Line] = []
        var hidden: [Line] = []
        func skip() {
            // To say that one line is not shown takes a line as well.
            result += hidden.count > 1 ? [.skipped(hidden.count)] : hidden
            hidden = []
        }
        for (index, line) in lines.enumerated() {
            if shown.contains(index) {
                skip()
                result.append(line)
            } else {
                hidden.append(line)
            }
        }
        skip()
        return result
    }
}
