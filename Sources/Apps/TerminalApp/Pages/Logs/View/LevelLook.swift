import ServerModel
import TerminalKit

/// Word and colour of a log level.
struct LevelLook {
    /// At most five letters.
    var word: SafeText
    var token: StyleToken
    /// Of the word, where there is no room for it: each level its own.
    var letter: SafeText { word == "EMERG" ? "!" : word.prefix(columns: 1) }
    /// Warnings and worse stand out.
    var isLoud = false
    /// Debugging stays in the background.
    var isQuiet = false
    /// The message's colour where the level itself has no room.
    var message: StyleToken = .text

    init(_ level: LogLevel?) {
        switch level {
        case nil: (word, token) = ("", .text)
        case .debug: (word, token, isQuiet, message) = ("DEBUG", .logDebug, true, .textDim)
        case .info: (word, token) = ("INFO", .logInfo)
        case .notice: (word, token) = ("NOTE", .logInfo)
        case .warning: (word, token, isLoud, message) = ("WARN", .logWarn, true, .logWarn)
        case .error: (word, token, isLoud, message) = ("ERROR", .logError, true, .logError)
        case .critical: (word, token, isLoud, message) = ("CRIT", .logFatal, true, .logFatal)
        case .alert: (word, token, isLoud, message) = ("ALERT", .logFatal, true, .logFatal)
        case .emergency: (word, token, isLoud, message) = ("EMERG", .logFatal, true, .logFatal)
        }
    }
}

/// Shape and colour of one of several servers whose logs are merged; never colour alone.
struct SourceLook {
    var shape: SafeText
    var token: StyleToken

    init(_ index: Int, glyphs: Glyphs) {
        let shapes: [SafeText] =
            glyphs.kit.isUnicode ? ["●", "▲", "■", "◆", "○", "△", "□", "◇"] : ["o", "^", "#", "*", "+", "%", "=", "@"]
        shape = shapes[index % shapes.count]
        token = .series(index + 1)
    }
}
