/// How a role looks that a theme does not mention: as a relative does, with some emphasis.
struct Derivation {
    var base: StyleToken
    var emphasis: ThemeEntry.Emphasis

    private init(_ base: StyleToken, _ emphasis: ThemeEntry.Emphasis = []) {
        self.base = base
        self.emphasis = emphasis
    }

    /// Ends at `text`, for every role the kit knows; no chain runs in a circle (a test follows them all).
    static let table: [StyleToken: Derivation] = [
        .textDim: Derivation(.text, .dim),
        .textStrong: Derivation(.text, .bold),
        .header: Derivation(.text),
        .footer: Derivation(.textDim),
        .key: Derivation(.text, .bold),
        .keyLabel: Derivation(.textDim),
        .title: Derivation(.text),
        .titleFocus: Derivation(.title, .bold),
        .border: Derivation(.textDim),
        .borderFocus: Derivation(.text, .bold),
        .accent: Derivation(.borderFocus),
        .tab: Derivation(.textDim),
        .tabActive: Derivation(.titleFocus, .reverse),
        .scroll: Derivation(.border),
        .scrollThumb: Derivation(.textDim),
        .select: Derivation(.text, .reverse),
        .selectInactive: Derivation(.text, .bold),
        .selectEdge: Derivation(.accent),
        .mark: Derivation(.info, .bold),
        .cursor: Derivation(.text, .reverse),
        .match: Derivation(.text, .underline),
        .matchCurrent: Derivation(.match, [.bold, .reverse]),
        .ok: Derivation(.text),
        .warn: Derivation(.text, .bold),
        .error: Derivation(.text, .bold),
        .info: Derivation(.text),
        .off: Derivation(.textDim),
        .pending: Derivation(.info),
        .unknown: Derivation(.textDim),
        .secret: Derivation(.info),
        .input: Derivation(.text),
        .inputFocus: Derivation(.input, .underline),
        .inputError: Derivation(.error),
        .inputHint: Derivation(.textDim),
        .popup: Derivation(.text),
        .popupBorder: Derivation(.borderFocus),
        .button: Derivation(.text),
        .buttonFocus: Derivation(.text, .reverse),
        .buttonDanger: Derivation(.error),
        .logTime: Derivation(.textDim),
        .logSource: Derivation(.info),
        .logTrace: Derivation(.textDim),
        .logDebug: Derivation(.textDim),
        .logInfo: Derivation(.ok),
        .logWarn: Derivation(.warn),
        .logError: Derivation(.error),
        .logFatal: Derivation(.logError, .reverse),
        .logHidden: Derivation(.textDim),
        .jsonKey: Derivation(.info),
        .jsonString: Derivation(.ok),
        .jsonNumber: Derivation(.warn),
        .jsonLiteral: Derivation(.secret),
        .sparkLow: Derivation(.sparkMid),
        .sparkMid: Derivation(.info),
        .sparkHigh: Derivation(.sparkMid),
        .sparkGap: Derivation(.textDim),
    ]
}
