import ServerModel
import TerminalKit

/// How a server coloured its words (SGR, ECMA-48 §8.3.117), in the roles our themes have: its red is our red.
enum LogRendition {
    /// The style for the parameters in force; `nil`: as other text. Concealment is left out, a log hides nothing.
    static func style(_ attributes: String) -> Style? {
        var style = Style(.text)
        var parts = attributes.split(separator: ";", maxSplits: 32, omittingEmptySubsequences: false)[...]
        while let part = parts.popFirst() {
            let numbers = part.split(separator: ":").map { Int($0) ?? 0 }
            switch numbers.first ?? 0 {
            case 0: style = Style(.text)
            case 1: style.bold = true
            case 2: style.dim = true
            case 4: style.underline = true
            case 7: style.reverse = true
            case 30...37: style.token = token(of: (numbers.first ?? 0) - 30)
            case 90...97: style.token = token(of: (numbers.first ?? 0) - 90)
            case 38:
                if numbers.count > 1 {
                    style.token = numbers[1] == 5 ? token(ofTable: numbers.last ?? 0) : token(red: numbers.suffix(3))
                } else if parts.first == "5" {
                    style.token = token(ofTable: Int(parts.dropFirst().first ?? "") ?? 0)
                    parts = parts.dropFirst(2)
                } else {
                    style.token = token(red: parts.dropFirst().prefix(3).map { Int($0) ?? 0 })
                    parts = parts.dropFirst(4)
                }
            case 48 where numbers.count == 1: parts = parts.dropFirst(parts.first == "5" ? 2 : 4)
            default: break
            }
        }
        return style == Style(.text) ? nil : style
    }

    /// One of the eight colours of terminals. Black and white are text: which of them can be read is for the theme to know.
    private static func token(of color: Int) -> StyleToken {
        switch color {
        case 1: .error
        case 2: .ok
        case 3: .warn
        case 4: .accent
        case 5: .secret
        case 6: .info
        default: .text
        }
    }

    /// One of 256: the sixteen, a cube of six steps, and greys.
    private static func token(ofTable index: Int) -> StyleToken {
        switch index {
        case 8, 232...243: return .textDim
        case 0..<16: return token(of: index % 8)
        case 16..<232:
            let steps = [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6]
            return token(red: steps.map { $0 * 51 }[...])
        default: return .text
        }
    }

    /// The nearest of the eight to a mixture of red, green and blue.
    private static func token(red mixture: some Collection<Int>) -> StyleToken {
        let parts = Array(mixture)
        guard parts.count == 3, let most = parts.max(), let least = parts.min(), most - least >= 48 else { return .text }
        let middle = (most + least) / 2
        return token(of: (parts[0] > middle ? 1 : 0) + (parts[1] > middle ? 2 : 0) + (parts[2] > middle ? 4 : 0))
    }
}
