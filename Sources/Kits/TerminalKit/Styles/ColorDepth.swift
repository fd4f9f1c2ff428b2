/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
    /// None: bold, underlined and reversed text alone.
    case mono
    /// The sixteen that people choose in their terminal's settings.
    case ansi16
    /// Those, a cube of 216 and 24 greys.
    case ansi256

    public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
        left.rawValue < right.rawValue
    }
}
