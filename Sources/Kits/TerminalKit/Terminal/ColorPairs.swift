import CNcurses

/// The colour pairs in use. ncurses numbers them; terminals with eight colours have as few as 64.
struct ColorPairs {
    private struct Pair: Hashable {
        var foreground: Int?
        var background: Int?
    }

    private var numbers: [Pair: Int16] = [:]
    private let colors = Int(cn_colors())
    private let capacity = Int(cn_pairs())

    /// Expresses colours the terminal lacks: with eight, the bright ones are bold (and their grounds plain).
    ///
    /// Bright black, the grey of quiet text, becomes dim white instead: bold black is invisible where bold is not bright.
    func limit(_ attributes: inout CellAttributes) {
        guard colors < 16 else { return }
        if attributes.foreground == 8 {
            attributes.foreground = attributes.background == nil ? nil : 7
            attributes.dim = true
        } else if let foreground = attributes.foreground, foreground >= colors {
            attributes.foreground = foreground % 8
            attributes.bold = true
        }
        if let background = attributes.background, background >= colors {
            attributes.background = background % 8
        }
    }

    /// The number of a pair, made when needed; when none is left, of one with the same text colour, else 0, the terminal's own.
    mutating func number(foreground: Int?, background: Int?) -> Int16 {
        let pair = Pair(foreground: foreground, background: background)
        if pair == Pair(foreground: nil, background: nil) { return 0 }
        if let known = numbers[pair] { return known }
        guard numbers.count + 1 < capacity else {
            return numbers[Pair(foreground: foreground, background: nil)] ?? 0
        }
        let number = Int16(numbers.count + 1)
        cn_set_pair(number, Int16(foreground ?? -1), Int16(background ?? -1))
        numbers[pair] = number
        return number
    }
}
