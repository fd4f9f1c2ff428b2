import ServerModel

/// What verbs that write clients' files have in common.
extension Session {
    func view(of sync: PlatformSync) -> PlatformSyncView { PlatformSyncView(sync: sync, shortened: context.shortened) }

    /// Shows what would be written and asks for a yes, unless `--yes` was given. Throws as ``confirm(_:otherwise:)``.
    func agree(to plan: PlatformSync, otherwise problem: String) throws {
        if !preferences.json || !preferences.yes {
            try errors.print(view(of: plan).preview)
            let omissions = view(of: plan).omissions
            if !preferences.yes, !omissions.isEmpty { try errors.print("\n" + omissions) }
        }
        try confirm(plan.changes.count == 1 ? "write this file?" : "write these files?", otherwise: problem)
    }

    /// Shows what a writing would do, asks, and does it; for those that need no decisions.
    ///
    /// - Parameter write: with `true` it only tells what it would do.
    func writeAgreed(
        isDryRun: Bool, otherwise problem: String, _ write: (_ isDryRun: Bool) async throws -> PlatformSync
    ) async throws {
        let plan = try await write(true)
        let idle: StyledText = plan.hasChanges ? "" : "there is nothing to change\n"
        if isDryRun {
            try show(plan) { view(of: $0).preview }
            return try end(plan, failures: plan.failures(isNamed: false), idle: idle)
        }
        // Without a change there is nothing to agree to; that it is taken back counts all the same.
        if plan.hasChanges { try agree(to: plan, otherwise: problem) }
        let outcome = try await write(false)
        try show(outcome) { view(of: $0).done }
        try end(outcome, failures: outcome.failures(isNamed: false), idle: idle)
    }

    /// Asks about one entry; `nil`: not now. Throws ``Declined`` when a person goes away.
    func ask(_ question: PlatformQuestionView) throws -> PlatformSyncRequest.Decision.Choice? {
        try errors.print(question.text)
        while true {
            try errors.print(question.prompt)
            guard let answer = context.readAnswer() else {
                try errors.print("\n")
                throw Declined()
            }
            switch answer.lowercased() {
            case "o", "ours": return .ours
            case "t", "theirs": return .theirs
            case "", "s", "skip": return nil
            default: try remark("that is none of the answers", "type o, t or s")
            }
        }
    }

    /// Tells what was left for somebody to decide, and throws what was refused.
    ///
    /// - Parameter idle: what to say when nothing was done, and nothing went wrong.
    func end(_ sync: PlatformSync, failures: [PlatformRefusal], idle: StyledText) throws {
        if !preferences.json {
            for refusal in sync.refusals where !failures.contains(refusal) {
                try errors.print("\(refusal.shape) \(refusal.report.problem)\n  \("→", .accent) \(refusal.report.remedy)\n")
            }
            if failures.isEmpty { try errors.print(idle) }
        }
        if !failures.isEmpty { throw SeveralProblems(problems: failures.map(\.report)) }
    }
}
