import ServerModel
import TerminalKit

/// Shape, colour and words of how one server stands to one client.
struct EntryLook: Hashable {
    /// Another for each state, so that it works without colour.
    let glyph: SafeText
    let token: StyleToken
    /// For the cell and the legend, at most seven columns; the shape alone says it where nobody is needed.
    let word: SafeText
    /// For the words below the matrix.
    let sentence: SafeText
    /// Whether the cell needs no word.
    let isQuiet: Bool

    init(_ state: PlatformEntry.State, glyphs: Glyphs) {
        let isUnicode = glyphs.kit.isUnicode
        switch state {
        case .inSync:
            (glyph, token, word, sentence) = (glyphs.done, .ok, "in sync", "is there as we wrote it")
        case .wanted:
            (glyph, token, word, sentence) = ("+", .pending, "add", "is to be added")
        case .outdated:
            (glyph, token, word, sentence) = ("~", .pending, "update", "is to be updated: something else is wanted now")
        case .leftover:
            (glyph, token) = (isUnicode ? "−" : "-", .pending)
            (word, sentence) = ("drop", "is to be taken out: it is not wanted here any more")
        case .drifted:
            (glyph, token) = (isUnicode ? "≠" : "#", .warn)
            (word, sentence) = ("changed", "was changed by somebody else")
        case .missing:
            (glyph, token) = (isUnicode ? "✗" : "x", .warn)
            (word, sentence) = ("gone", "was taken out by somebody else")
        case .taken:
            (glyph, token, word) = ("?", .secret, "taken")
            sentence = "is an entry of somebody else, under the name of a server of yours"
        case .foreign:
            (glyph, token, word, sentence) = (glyphs.phase(.stopped), .textDim, "not ours", "is not ours, and stays as it is")
        case .excluded:
            (glyph, token, word, sentence) = (isUnicode ? "·" : ".", .textDim, "not wanted", "is not wanted here")
        case .impossible:
            (glyph, token, word, sentence) = (isUnicode ? "⊘" : "!", .error, "cannot", "cannot be written here")
        }
        isQuiet = state == .inSync || state == .foreign || state == .excluded
    }

    /// Whether the cell stands in brackets: the client is not configured, so that nothing is done about it.
    func isInBrackets(of platform: PlatformStatus) -> Bool { !platform.isConfigured && token != .textDim }

    /// In a cell of a client that is not looked after.
    var inBrackets: SafeText { "(" + (isQuiet ? glyph : word) + ")" }

    /// In the order of the legend: what no cell spells out comes first.
    static let legend: [PlatformEntry.State] = [
        .inSync, .excluded, .foreign, .wanted, .outdated, .leftover, .drifted, .missing, .taken, .impossible,
    ]
}
