import ServerModel
import TerminalKit

/// Shape, colour and word of a secret's state.
struct SecretLook {
    let glyph: SafeText
    let token: StyleToken
    let word: SafeText

    init(_ secret: SecretStatus, glyphs: Glyphs) {
        switch secret.state {
        case .set: (glyph, token, word) = (glyphs.done, .ok, "set")
        case .missing where secret.requirement.required: (glyph, token, word) = (glyphs.phase(.needsSecret), .secret, "missing")
        case .missing: (glyph, token, word) = (glyphs.phase(.stopped), .off, "not set")
        case .invalid: (glyph, token, word) = (glyphs.phase(.failed), .error, "invalid")
        case .unreachable: (glyph, token, word) = (glyphs.phase(.degraded), .warn, "out of reach")
        }
    }

    /// `required · url`
    static func demand(_ secret: SecretStatus, glyphs: Glyphs) -> SafeText {
        let need =
            switch secret.demand {
            case .declared: secret.requirement.required ? "required" : "optional"
            case .mentioned: "required"
            case .none: "not asked for"
            }
        return SafeText(need) + " " + glyphs.dot + " " + SafeText(secret.requirement.type.rawValue)
    }
}
