/// A colour as a theme writes it.
enum ThemeColor: Hashable, Sendable {
    /// Whatever the terminal's owner chose for text or ground.
    case terminal
    case indexed(rgb: RGB?, of256: Int, of16: Int)

    /// The names of the sixteen colours, in the order of their numbers.
    static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
        "bright-white",
    ]

    /// A palette index; `nil` for the terminal's own colour and for terminals without colours.
    func index(at depth: ColorDepth) -> Int? {
        switch (self, depth) {
        case (.terminal, _), (_, .mono): nil
        case (.indexed(_, _, let index), .ansi16): index
        case (.indexed(_, let index, _), .ansi256): index
        }
    }

    /// The colour itself; a number without one counts as xterm shows it.
    var rgb: RGB? {
        switch self {
        case .terminal: nil
        case .indexed(let rgb, let index, _): rgb ?? .indexed(index)
        }
    }

    /// `#hex`, a number from 0 to 255, a name of the sixteen, `default`; `nil` for anything else.
    init?(literal word: String) {
        if word == "default" {
            self = .terminal
        } else if let rgb = RGB(hex: word) {
            self = .indexed(rgb: rgb, of256: rgb.nearestOf256, of16: rgb.nearestOf16)
        } else if let index = Int(word), (0...255).contains(index) {
            self = .indexed(rgb: nil, of256: index, of16: index < 16 ? index : RGB.indexed(index).nearestOf16)
        } else if let index = Self.names.firstIndex(of: word == "grey" || word == "gray" ? "bright-black" : word) {
            self = .indexed(rgb: nil, of256: index, of16: index)
        } else {
            return nil
        }
    }

    /// `#hex / 256 / 16`, the last two optional; `nil` when a part is no colour.
    init?(paletteEntry text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0.trimmed) }
        guard (1...3).contains(parts.count), let first = ThemeColor(literal: parts[0]) else { return nil }
        guard parts.count > 1 else {
            self = first
            return
        }
        guard case .indexed(let rgb, _, let nearestOf16) = first,
            case .indexed(_, let of256, let of16)? = ThemeColor(literal: parts[1])
        else { return nil }
        guard parts.count == 3 else {
            self = .indexed(rgb: rgb, of256: of256, of16: of256 < 16 ? of16 : nearestOf16)
            return
        }
        guard case .indexed(_, let last, _)? = ThemeColor(literal: parts[2]), last < 16 else { return nil }
        self = .indexed(rgb: rgb, of256: of256, of16: last)
    }
}

extension StringProtocol {
    /// Without the spaces and tabs around it.
    var trimmed: SubSequence {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
