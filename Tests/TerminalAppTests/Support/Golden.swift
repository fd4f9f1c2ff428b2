import TerminalKit
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Screens kept as files: the characters, one style letter per cell, and what the letters mean.
///
/// `UPDATE_GOLDEN=1 swift test` writes them anew; review the difference.
enum Golden {
    static func expect(_ frame: Frame, is name: String, location: SourceLocation = #_sourceLocation) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/\(name).txt")
        let text = Self.text(frame)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard kept != text else { return }
        Issue.record(
            "the screen is not Golden/\(name).txt any more; it is\n\(text)\nUPDATE_GOLDEN=1 accepts it", sourceLocation: location)
    }

    private static func text(_ frame: Frame) -> String {
        let styles = frame.styleRows()
        return (frame.rows.map { "\($0)|" } + ["--- styles"] + styles.rows.map { "\($0)|" } + ["--- legend"] + styles.legend)
            .joined(separator: "\n") + "\n"
    }
}
