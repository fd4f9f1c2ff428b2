import ServerModel
import TerminalKit

/// What can be done about a client or one of its entries, with the keys.
struct PlatformHints {
    let platform: PlatformStatus
    let entry: PlatformEntry?
    let keys: BindingTable<Action, Context>
    let glyphs: Glyphs
    /// Everything about the entry is shown already.
    var isInDetails = false

    /// `o as we want it   t leave it as it is`; empty when nothing has to be done.
    var pieces: [Piece] {
        var hints: [(Action, SafeText)] = []
        if platform.problem != nil {
            hints = [(.restorePlatform, "puts an earlier copy of it back"), (.refresh, "looks again")]
        } else if platform.obstacle != nil {
            hints = []
        } else if !platform.isConfigured {
            hints = [(.syncPlatform, "writes your servers into it, and keeps them there")]
        } else {
            switch entry?.state {
            case .wanted, .outdated, .leftover:
                hints = [(.syncPlatform, "does it"), (.showEntry, "shows more")]
            case .drifted:
                hints = [
                    (.decideOurs, "as we want it"), (.decideTheirs, "leave it to them"), (.showEntry, "what changed"),
                ]
            case .missing:
                hints = [
                    (.decideOurs, "back in"), (.decideTheirs, "leave it out"), (.restorePlatform, "the whole file back"),
                ]
            case .taken: hints = [(.decideOurs, "make it ours"), (.decideTheirs, "leave it to them")]
            case .impossible: hints = [(.showEntry, "shows more")]
            case .inSync, .foreign, .excluded, nil: break
            }
        }
        let all = hints.compactMap { action, words -> [Piece]? in
            guard action != .showEntry || !isInDetails, let key = keys.binding(for: action)?.keys.first else { return nil }
            return [Piece(glyphs.key(key), .key, bold: true), Piece(SafeText(" ") + words)]
        }
        return Array(all.joined(separator: [Piece("   ")]))
    }
}
