import ServerModel

/// An error as people read it.
struct ErrorView {
    var error: any Error

    var text: StyledText {
        let report = ErrorReport(describing: error)
        let details = (error as? any DetailedError)?.details ?? []
        return details.reduce(into: "\("error:", .error) \(report.problem)\n") { $0 += "  \("|", .muted) \($1)\n" }
            + "  \("→", .accent) \(report.remedy)\n"
    }
}
