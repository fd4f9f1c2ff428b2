extension String {
    /// Columns the text takes on a terminal.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The beginning that fits into `limit` columns; its last one says "…" when something is missing.
    func cut(to limit: Int) -> String {
        guard columns > limit else { return self }
        var (kept, used) = ("", 0)
        for character in self {
            guard used + character.columns < limit else { break }
            kept.append(character)
            used += character.columns
        }
        return limit > 0 ? kept + "…" : ""
    }
}

extension Character {
    /// 0, 1 or 2: no cluster is wider, of however many emoji it is joined.
    var columns: Int { min(2, unicodeScalars.reduce(0) { $0 + $1.columns }) }
}

extension Unicode.Scalar {
    fileprivate var columns: Int {
        // ASCII first: it is nearly everything.
        if value < 0x7F { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        // The wide and fullwidth blocks of UAX #11, and the emoji that terminals draw in two columns.
        switch value {
        case 0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
