import ServerModel
import TerminalKit

/// Shape, colour and words of how a client stands.
struct PlatformLook: Hashable {
    let glyph: SafeText
    let token: StyleToken
    /// Under its title, at most nine columns with the shape.
    let word: SafeText

    init(_ platform: PlatformStatus, glyphs: Glyphs) {
        switch platform.summary {
        case .inSync where platform.undecided.isEmpty:
            (glyph, token, word) = (glyphs.done, .ok, "ok")
        case .inSync, .pending, .drifted:
            let decisions = platform.undecided.count
            let state: PlatformEntry.State = platform.undecided.first?.state ?? .wanted
            let look = EntryLook(state, glyphs: glyphs)
            (glyph, token) = (look.glyph, look.token)
            word = SafeText(decisions > 0 ? "\(decisions)" : "\(platform.pending.count)")
        case .broken: (glyph, token, word) = (glyphs.phase(.failed), .error, "broken")
        case .available, .absent: (glyph, token, word) = (glyphs.phase(.stopped), .textDim, "new")
        case .unsupported:
            (glyph, token, word) = (EntryLook(.impossible, glyphs: glyphs).glyph, .textDim, "never")
        }
    }
}
