/// How a file would change, before somebody agrees to it.
struct FileChange {
    var path: String
    var old: String
    var new: String

    var text: StyledText {
        let lines = LineDiff.lines(from: PlainText.lines(old), to: PlainText.lines(new))
        return lines.reduce("\(path, .strong) says something else:\n") { text, line in
            switch line {
            case .same(let words): text + "  \(words, .muted)\n"
            case .removed(let words): text + StyledText("- \(words)", .error) + "\n"
            case .added(let words): text + StyledText("+ \(words)", .ok) + "\n"
            case .skipped(let count): text + "  \("… \(count) more the same", .muted)\n"
            }
        }
    }
}
