import ServerModel

/// What was, or would be, written into clients' files.
struct PlatformSyncView {
    var sync: PlatformSync
    /// How a path is written for people.
    var shortened: (String) -> String

    /// What would be done to each file.
    var preview: StyledText {
        sync.changes.map { change in
            var text: StyledText = "\(change.title, .strong)  \(shortened(change.path))\n"
            for line in steps(of: change, isDone: false) { text += "  \(line)\n" }
            for warning in change.warnings { text += "  \("▲", .warning) \(warning)\n" }
            return text + DifferenceView(lines: change.difference).text
        }.joined(by: "\n")
    }

    /// What was done, what to do in the clients, and how to take it back.
    var done: StyledText {
        var text: StyledText = ""
        for change in sync.changes {
            text += "\(change.title, .strong): \(steps(of: change, isDone: true).joined(by: "; "))\n"
            let copy: StyledText = change.backup.map { "; what it was is in \(shortened($0))" } ?? ""
            text += "  changed \(shortened(change.path))\(copy)\n"
        }
        var told: Set<String> = []
        for change in sync.changes where told.insert(change.platform).inserted {
            if let afterwards = change.afterwards { text += "\("→", .accent) \(change.title): \(afterwards)\n" }
        }
        if let id = sync.id { text += "to undo it: mcp-manager platform undo \(id)\n" }
        return text
    }

    /// What cannot be done, in a line each, for somebody who is about to agree to the rest.
    var omissions: StyledText {
        sync.refusals.filter { !$0.isQuestion }.reduce(into: "") { $0 += "\($1.shape) \($1.report.problem)\n" }
    }

    /// `add time, git`, `update jira`; `isDone`: `added time, git`.
    private func steps(of change: PlatformChange, isDone: Bool) -> [StyledText] {
        PlatformChange.Step.Kind.inOrder.compactMap { kind in
            let names = change.steps.filter { $0.kind == kind }.map { step -> StyledText in
                let isKnownByOther = step.server.map { $0.rawValue != step.name } ?? false
                return isKnownByOther ? "\(step.name, .strong) (\(step.server?.rawValue ?? ""))" : "\(step.name, .strong)"
            }
            return names.isEmpty ? nil : "\(isDone ? kind.participle : kind.verb) \(names.joined(by: ", "))"
        }
    }
}

extension PlatformRefusal {
    /// One character for whether it is a question or a failure.
    var shape: StyledText { isQuestion ? StyledText("◇", .attention) : StyledText("✘", .error) }
}

extension PlatformChange.Step.Kind {
    fileprivate static let inOrder: [Self] = [.add, .update, .adopt, .restore, .remove]

    fileprivate var verb: String {
        switch self {
        case .add: "add"
        case .update: "update"
        case .remove: "take out"
        case .adopt: "make ours"
        case .restore: "put back"
        }
    }

    fileprivate var participle: String {
        switch self {
        case .add: "added"
        case .update: "updated"
        case .remove: "took out"
        case .adopt: "made ours"
        case .restore: "put back"
        }
    }
}
