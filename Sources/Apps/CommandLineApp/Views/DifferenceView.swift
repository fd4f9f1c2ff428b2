/// Lines that changed and some around them, each beginning with ` `, `-` or `+`, as people read them.
struct DifferenceView {
    var lines: [String]
    /// Stands before each line.
    var indent: StyledText = ""

    var text: StyledText {
        lines.reduce(into: "") { text, line in
            switch line.first {
            case "+": text += indent + StyledText("+ \(line.dropFirst())", .ok) + "\n"
            case "-": text += indent + StyledText("- \(line.dropFirst())", .error) + "\n"
            // Nothing stands at the end of an empty line.
            default: text += line.count > 1 ? indent + "  \(line.dropFirst(), .muted)\n" : "\n"
            }
        }
    }
}
