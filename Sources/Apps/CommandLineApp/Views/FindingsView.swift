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
        let width = findings.map { PlainText.line($0.check).columns }.max() ?? 0
        return findings.reduce(into: StyledText("")) { text, finding in
            let gap = String(repeating: " ", count: width - PlainText.line(finding.check).columns + 2)
            text += "\(finding.severity.shape, finding.severity.style) \(finding.check, .strong)\(gap)\(finding.message)\n"
            if let remedy = finding.remedy {
                text += "\(String(repeating: " ", count: width + 4))\("→", .accent) \(remedy)\n"
            }
        }
    }
}
