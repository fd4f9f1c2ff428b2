/// The role a piece of text plays; the theme decides how a role looks.
///
/// Names are dotted: a theme that says nothing of `log.error` uses what it says of the built-in relative (`error`), then of
/// `log`, then of `text`. Applications may add roles of their own.
public struct StyleToken: RawRepresentable, Hashable, Sendable {
    /// The dotted name, as theme files write it.
    public var rawValue: String

    /// Any name makes a role.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A role of an application's own.
    public init(_ name: String) {
        rawValue = name
    }
}

extension StyleToken {
    // Three greys.
    public static let text = StyleToken("text")
    public static let textDim = StyleToken("text.dim")
    public static let textStrong = StyleToken("text.strong")

    // Frames and headings.
    public static let title = StyleToken("title")
    public static let titleFocus = StyleToken("title.focus")
    public static let border = StyleToken("border")
    public static let borderFocus = StyleToken("border.focus")
    public static let header = StyleToken("header")
    public static let footer = StyleToken("footer")
    public static let key = StyleToken("key")
    public static let keyLabel = StyleToken("key.label")
    public static let tab = StyleToken("tab")
    public static let tabActive = StyleToken("tab.active")
    public static let scroll = StyleToken("scroll")
    public static let scrollThumb = StyleToken("scroll.thumb")
    public static let accent = StyleToken("accent")

    // What is chosen or found.
    public static let select = StyleToken("select")
    public static let selectInactive = StyleToken("select.inactive")
    public static let selectEdge = StyleToken("select.edge")
    public static let mark = StyleToken("mark")
    public static let cursor = StyleToken("cursor")
    public static let match = StyleToken("match")
    public static let matchCurrent = StyleToken("match.current")

    // State, the only meaning colour has.
    public static let ok = StyleToken("ok")
    public static let warn = StyleToken("warn")
    public static let error = StyleToken("error")
    public static let info = StyleToken("info")
    public static let off = StyleToken("off")
    public static let pending = StyleToken("pending")
    public static let unknown = StyleToken("unknown")
    public static let secret = StyleToken("secret")

    // Input, popups, buttons.
    public static let input = StyleToken("input")
    public static let inputFocus = StyleToken("input.focus")
    public static let inputError = StyleToken("input.error")
    public static let inputHint = StyleToken("input.hint")
    public static let popup = StyleToken("popup")
    public static let popupBorder = StyleToken("popup.border")
    public static let button = StyleToken("button")
    public static let buttonFocus = StyleToken("button.focus")
    public static let buttonDanger = StyleToken("button.danger")

    // Log records.
    public static let logTime = StyleToken("log.time")
    public static let logSource = StyleToken("log.source")
    public static let logTrace = StyleToken("log.trace")
    public static let logDebug = StyleToken("log.debug")
    public static let logInfo = StyleToken("log.info")
    public static let logWarn = StyleToken("log.warn")
    public static let logError = StyleToken("log.error")
    public static let logFatal = StyleToken("log.fatal")
    public static let logHidden = StyleToken("log.hidden")

    // JSON values.
    public static let jsonKey = StyleToken("json.key")
    public static let jsonString = StyleToken("json.string")
    public static let jsonNumber = StyleToken("json.number")
    public static let jsonLiteral = StyleToken("json.literal")

    // Sparklines and series of charts.
    public static let sparkLow = StyleToken("spark.low")
    public static let sparkMid = StyleToken("spark.mid")
    public static let sparkHigh = StyleToken("spark.high")
    public static let sparkGap = StyleToken("spark.gap")

    /// The colour of one line of a chart; `number` counts from 1 and starts over after 8.
    public static func series(_ number: Int) -> StyleToken {
        StyleToken("series.\(((number - 1) % 8 + 8) % 8 + 1)")
    }

    /// Every role the kit itself knows, in reading order.
    public static let all: [StyleToken] =
        [
            .text, .textDim, .textStrong, .title, .titleFocus, .border, .borderFocus, .header, .footer, .key, .keyLabel,
            .tab, .tabActive, .scroll, .scrollThumb, .accent, .select, .selectInactive, .selectEdge, .mark, .cursor,
            .match, .matchCurrent, .ok, .warn, .error, .info, .off, .pending, .unknown, .secret, .input, .inputFocus,
            .inputError, .inputHint, .popup, .popupBorder, .button, .buttonFocus, .buttonDanger, .logTime, .logSource,
            .logTrace, .logDebug, .logInfo, .logWarn, .logError, .logFatal, .logHidden, .jsonKey, .jsonString,
            .jsonNumber, .jsonLiteral, .sparkLow, .sparkMid, .sparkHigh, .sparkGap,
        ] + (1...8).map { series($0) }
}

extension StyleToken: CustomStringConvertible {
    public var description: String { rawValue }
}
