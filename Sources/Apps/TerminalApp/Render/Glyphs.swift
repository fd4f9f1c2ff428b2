import ServerModel
import TerminalKit

/// The characters the dashboard draws with, for terminals with and without Unicode.
struct Glyphs: Hashable, Sendable {
    /// Lines, edges and marks of the kit.
    var kit: GlyphSet
    /// Separates facts: `local · stdio`.
    var dot: SafeText
    /// Before an explanation.
    var dash: SafeText
    /// Before a command given here.
    var prompt: SafeText
    /// A marked row.
    var mark: SafeText
    /// Something is as it should be.
    var done: SafeText
    /// A character of a secret.
    var mask: SafeText
    /// Between the steps of a wizard.
    var step: SafeText

    static let unicode = Glyphs(kit: .unicode, dot: "·", dash: "—", prompt: "›", mark: "+", done: "✓", mask: "•", step: "──")
    static let ascii = Glyphs(kit: .ascii, dot: "-", dash: "-", prompt: ">", mark: "+", done: "v", mask: "*", step: "--")

    /// The shape of a phase; never colour alone.
    func phase(_ phase: Phase.Name) -> SafeText {
        switch phase {
        case .ready: kit.isUnicode ? "●" : "*"
        case .starting, .stopping, .waiting: kit.isUnicode ? "◐" : "~"
        case .degraded: kit.isUnicode ? "▲" : "!"
        case .failed: kit.isUnicode ? "✘" : "x"
        case .needsSecret: kit.isUnicode ? "◇" : "k"
        case .stopped: kit.isUnicode ? "○" : "o"
        case .disabled: kit.isUnicode ? "–" : "-"
        case .unknown: "?"
        }
    }

    func severity(_ severity: Severity) -> SafeText {
        switch severity {
        case .info: dot
        case .ok: phase(.ready)
        case .warning: phase(.degraded)
        case .error: phase(.failed)
        }
    }

    /// How a key is printed; arrows have words where there is no Unicode.
    func key(_ key: KeyPress) -> SafeText {
        guard !kit.isUnicode else { return key.label }
        switch key {
        case .up: return "Up"
        case .down: return "Down"
        case .left: return "Left"
        case .right: return "Right"
        default: return key.label
        }
    }
}
