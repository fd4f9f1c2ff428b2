import ServerModel

/// What a server is started with, for `mcp-manager env NAME`.
struct EnvironmentView {
    var report: EnvironmentReport
    /// The terminal's columns; `nil`: lines are never cut.
    var width: Int?

    var text: StyledText {
        var text = facts
        if !report.variables.isEmpty { text += "\n" + variables }
        if !report.path.isEmpty {
            text += "\n\("PATH", .strong) from \(report.pathOrigin)\n"
            for directory in report.path { text += "  \(directory)\n" }
        }
        return text
    }

    private var facts: StyledText {
        var lines: [(label: StyledText, text: StyledText)] = []
        if let failure = report.failure {
            lines.append(("problem", StyledText(failure.problem, .error)))
            lines.append(("remedy", StyledText(failure.remedy)))
        }
        if let command = report.commandLine { lines.append(("command", StyledText(command))) }
        if let directory = report.workingDirectory { lines.append(("directory", StyledText(directory))) }
        if let python = report.python { lines.append(("python", words(python))) }
        return lines.reduce(into: "") { text, line in
            let padding = StyledText(String(repeating: " ", count: max(0, 11 - line.label.columns)))
            text += line.label + padding + line.text + "\n"
        }
    }

    private func words(_ python: EnvironmentReport.PythonEnvironment) -> StyledText {
        guard let version = python.version else { return "\(python.path), made by the next start" }
        return "\(python.path), Python \(version)\(python.isCurrent ? "" : ", made again by the next start")"
    }

    private var variables: StyledText {
        let rows = report.variables.filter { $0.name != "PATH" }.map { variable -> [StyledText] in
            [StyledText(variable.name), StyledText(variable.origin.rawValue, .muted), value(of: variable)]
        }
        return Table(
            header: [StyledText("VARIABLE", .muted), StyledText("FROM", .muted), StyledText("VALUE", .muted)], rows: rows
        )
        .text(width: width)
    }

    private func value(of variable: EnvironmentReport.Variable) -> StyledText {
        if let value = variable.value { return StyledText(value) }
        return variable.origin == .secret ? StyledText("(not shown)", .muted) : StyledText("(no value)", .warning)
    }
}
