/// What changes in a file, line by line, for people.
package enum Difference {
    private static let context = 2
    /// In characters; some files are one line.
    private static let longestLine = 240

    /// The lines that change and a few around them, each beginning with ` `, `-` or `+`. What stands in `spans` is not shown.
    package static func lines(of old: [UInt8], _ edits: [TextEdit], hiding spans: [Range<Int>]) -> [String] {
        let masks = distinct(spans).map { TextEdit($0, "\"••••\"") }
        let outside = masks.filter { mask in !edits.contains { $0.range.overlaps(mask.range) } }
        guard let before = old.applying(masks), let after = old.applying(edits + outside) else { return [] }
        return lines(from: split(before), to: split(after))
    }

    /// The lines that differ between two whole files. What stands in their spans is not shown.
    package static func lines(
        from old: [UInt8], hiding oldSpans: [Range<Int>] = [], to new: [UInt8], hiding newSpans: [Range<Int>] = []
    ) -> [String] {
        let masked = { (bytes: [UInt8], spans: [Range<Int>]) in
            bytes.applying(distinct(spans).map { TextEdit($0, "\"••••\"") }) ?? []
        }
        return lines(from: split(masked(old, oldSpans)), to: split(masked(new, newSpans)))
    }

    /// Without those that are within or across others.
    private static func distinct(_ spans: [Range<Int>]) -> [Range<Int>] {
        spans.sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }.reduce(into: []) { kept, span in
            if let last = kept.last, last.upperBound > span.lowerBound { return }
            kept.append(span)
        }
    }

    private static func split(_ bytes: [UInt8]) -> [String] {
        // What stands after the last line break is a line only when something stands there.
        let bytes = bytes.last == .newline ? bytes.dropLast() : bytes[...]
        if bytes.isEmpty { return [] }
        return bytes.split(separator: .newline, omittingEmptySubsequences: false).map { line in
            let text = String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            return text.count > longestLine ? text.prefix(longestLine) + "…" : text
        }
    }

    private static func lines(from old: [String], to new: [String]) -> [String] {
        let changes = new.difference(from: old)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var all: [(mark: Character, text: String)] = []
        var i = 0
        var j = 0
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                all.append(("-", old[i]))
                i += 1
            } else if j < new.count, inserted.contains(j) {
                all.append(("+", new[j]))
                j += 1
            } else if i < old.count {
                all.append((" ", old[i]))
                i += 1
                j += 1
            } else {
                break
            }
        }
        return all.indices.filter { index in
            all[max(0, index - context)...min(all.count - 1, index + context)].contains { $0.mark != " " }
        }.map { "\(all[$0].mark)\(all[$0].text)" }
    }
}
