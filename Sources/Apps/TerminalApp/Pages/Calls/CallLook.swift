import ServerModel
import TerminalKit

/// Shape, colour and word of how a call went.
struct CallLook {
    let glyph: SafeText
    let token: StyleToken
    let word: SafeText

    init(_ outcome: CallRecord.Outcome, glyphs: Glyphs) {
        switch outcome {
        case .ok: (glyph, token, word) = (glyphs.done, .ok, "ok")
        case .toolError: (glyph, token, word) = (glyphs.phase(.failed), .error, "failed")
        case .refused: (glyph, token, word) = (glyphs.phase(.failed), .error, "refused")
        case .cancelled: (glyph, token, word) = (glyphs.phase(.disabled), .off, "cancelled")
        case .lost: (glyph, token, word) = (glyphs.phase(.degraded), .warn, "lost")
        }
    }

    var pieces: [Piece] { [Piece(glyph, token), Piece(" "), Piece(word, token)] }
}

extension CallRecord {
    var took: String { CallTime.words(microseconds: durationMicroseconds) }
    /// In seven columns, for a table: of minutes without the seconds.
    var tookBriefly: String { durationMicroseconds < 60_000_000 ? took : "\(durationMicroseconds / 60_000_000) min" }
}

extension TextLoss {
    /// `1200 bytes cut off, 2 secrets masked`
    var words: String {
        [
            cutBytes > 0 ? "\(cutBytes) bytes cut off" : nil,
            maskedPlaces > 0 ? "\(maskedPlaces) \(maskedPlaces == 1 ? "secret" : "secrets") masked" : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }
}
