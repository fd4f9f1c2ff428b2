import TerminalKit
import Testing

@testable import TerminalApp

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Screens kept as files: the characters, one style letter per cell, and what each letter means in three themes.
///
/// The letters do not depend on the theme, so one file covers all of them. `UPDATE_GOLDEN=1 swift test` writes the files anew;
/// review the difference.
enum Golden {
    /// The sizes the layout is made for: one pane at a time, two columns, two and a strip, three.
    static let sizes = [(40, 12), (80, 24), (120, 40), (200, 50)].map { Size(columns: $0.0, rows: $0.1) }

    static func expect(_ frame: Frame, is name: String, location: SourceLocation = #_sourceLocation) throws {
        try expect(GoldenText(frame), is: name, location: location)
    }

    /// A scene at all ``sizes``, each with and without Unicode: `NAME-80x24.txt` has both.
    static func expectEverywhere(
        _ name: String, location: SourceLocation = #_sourceLocation, scene: (Size) throws -> Scenario
    ) throws {
        for size in sizes {
            var app = try scene(size)
            let unicode = app.frame
            app.glyphs = .ascii
            app.expectSound(location: location)
            let text = GoldenText(unicode, ascii: app.frame)
            try expect(text, is: "\(name)-\(size.columns)x\(size.rows)", location: location)
        }
    }

    private static func expect(_ text: GoldenText, is name: String, location: SourceLocation) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/\(name).txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.text.utf8).write(to: file)
            return
        }
        let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard kept != text.text else { return }
        Issue.record(
            "the screen is not Golden/\(name).txt any more; it is\n\(text.text)\nUPDATE_GOLDEN=1 accepts it",
            sourceLocation: location)
    }
}
