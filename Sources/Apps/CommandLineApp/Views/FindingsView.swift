import ServerModel

extension Severity {
    var shape: String {
        switch self {
        case .ok: "✔"
        case .info: "·"
        case .warning: "▲"
        case .error: "✘"
        }
    }

    /// `nil`: as other text.
    var style: Style? {
        switch self {
        case .ok: .ok
        case .info: nil
        case .warning: .warning
        case .error: .error
        }
    }
}

/// What `mcp-manager doctor` found.
struct FindingsView {
    var findings: [DoctorFinding]

    var text: StyledText {
        let lines = findings.map { finding in
            CheckLines.Line(
                shape: StyledText(finding.severity.shape, finding.severity.style), name: finding.check,
                message: StyledText(finding.message), remedy: finding.remedy)
        }
        return CheckLines(lines: lines).text
    }
}
