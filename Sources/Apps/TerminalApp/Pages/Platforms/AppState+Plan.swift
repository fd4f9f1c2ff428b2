import ServerModel
import TerminalKit

/// Plans for clients' files: asked for, read, agreed to or left.
extension AppState {
    /// Asks the daemon what would be done. Nothing is written without.
    ///
    /// - Parameter steps: how many the first steps have, when it is their last; a plan made anew stays what it was.
    mutating func propose(_ work: PlatformWork, note: String? = nil, lastOf steps: Int? = nil) -> [Effect] {
        platformQuestions += 1
        let step = PlanPage.Step.asking(generation: platformQuestions)
        let steps = steps ?? openPlan.flatMap { $0.work.title == work.title ? $0.lastOf : nil }
        overlay = .plan(PlanPage(work: work, step: step, note: note, lastOf: steps))
        return [.planPlatforms(work, generation: platformQuestions)]
    }

    mutating func take(plan result: Result<PlatformSync, ErrorReport>, generation: Int) {
        guard case .plan(var page) = overlay, page.step == .asking(generation: generation) else { return }
        switch result {
        case .success(let plan) where !plan.hasChanges && plan.refusals.isEmpty && page.work.quietEffect == nil:
            overlay = nil
            toast = .note("nothing is to be written")
            return
        case .success(let plan): page.step = .ready(plan)
        case .failure(let report): page.step = .failed(report)
        }
        overlay = .plan(page)
    }

    /// Enter in a plan: presses the chosen button.
    mutating func pressInPlan() -> [Effect] {
        guard let page = openPlan else { return [] }
        guard page.canBeApplied, !page.accepts else { return agree() }
        overlay = nil
        return []
    }

    mutating func chooseInPlan() {
        guard var page = openPlan, page.canBeApplied else { return }
        page.chooseOtherButton()
        overlay = .plan(page)
    }

    /// Agrees to a plan. Where there is nothing to agree to, asks again or leaves.
    mutating func agree() -> [Effect] {
        guard case .plan(var page) = overlay else { return [] }
        switch page.step {
        case .asking, .applying: return []
        case .done:
            overlay = nil
            return []
        case .failed: return isConnected ? propose(page.work) : []
        case .ready(let plan):
            guard page.canBeApplied else {
                overlay = nil
                return []
            }
            guard isConnected else {
                page.step = .failed(notConnectedReport)
                overlay = .plan(page)
                return []
            }
            platformQuestions += 1
            page.step = .applying(plan, generation: platformQuestions)
            overlay = .plan(page)
            agreed[platformQuestions] = AgreedWork(work: page.work, plan: plan)
            note(page.work.command)
            return [.applyPlatforms(page.work, agreed: plan.digest, generation: platformQuestions)]
        }
    }

    /// `o` and `t`: about the entry in the selected cell, or in a plan about everything that is asked there.
    mutating func decide(_ action: Action) -> [Effect] {
        guard isPlanOpen else { return performOnPlatform(action) }
        if let objection = objection(inPlan: action) {
            toast = .note(objection)
            return []
        }
        return platformWork(of: action).map { propose($0) } ?? []
    }

    var openPlan: PlanPage? {
        if case .plan(let page) = overlay { page } else { nil }
    }

    var isPlanOpen: Bool { openPlan != nil }

    /// Why a key of the plan would do nothing now; `nil` when it would.
    func objection(inPlan action: Action) -> String? {
        guard let page = openPlan else { return "no plan is open" }
        switch (page.step, action) {
        case (.asking, _), (.applying, _): return "the daemon is asked"
        case (_, .pressButton): return nil
        case (.done(let sync), _): return action == .undoSync && sync.id != nil && !page.work.isUndo ? nil : "it is done"
        case (.failed, _): return "there is no plan"
        case (.ready, .agree), (.ready, .nextButton): return page.canBeApplied ? nil : "there is nothing to write"
        case (.ready, .undoSync): return "nothing is written yet"
        case (.ready, _): return page.questions.isEmpty ? "nothing is to be decided" : nil
        }
    }

    // MARK: What came of it

    mutating func take(applied result: Result<PlatformSync, ErrorReport>, generation: Int) -> [Effect] {
        guard let done = agreed.removeValue(forKey: generation) else { return [] }
        platforms.isStale = true
        var isAwaited = false
        if case .plan(let page) = overlay, case .applying(_, generation) = page.step { isAwaited = true }
        switch result {
        case .success(let sync):
            tell(sync, of: done, isAwaited: isAwaited)
        case .failure(let report) where isAwaited && report.code == "plan-changed":
            return propose(done.work, note: "Something changed meanwhile, and nothing was written. This is the plan now.")
        case .failure(let report) where isAwaited:
            overlay = .plan(PlanPage(work: done.work, step: .failed(report), lastOf: openPlan?.lastOf))
        case .failure(let report): toast = .error(report)
        }
        return []
    }

    /// What was written, what went wrong, and what to do in the clients: in a line, or where there is more to say in the box.
    private mutating func tell(_ sync: PlatformSync, of done: AgreedWork, isAwaited: Bool) {
        platforms.add(sync, of: done.work, at: now)
        let hints = sync.hints
        for hint in hints {
            let subject = SafeText(hint.platform)
            append(EventFeed.Entry(time: now, subject: subject, kind: .event(.info), text: SafeText(hint.text)))
        }
        // What was refused in the plan is known.
        let failures = sync.refusals.filter { refusal in !done.plan.refusals.contains(refusal) && !refusal.isQuestion }
        if isAwaited, hints.count > 1 || !failures.isEmpty {
            var page = PlanPage(work: done.work, step: .done(sync), lastOf: openPlan?.lastOf)
            page.failures = failures
            overlay = .plan(page)
            return
        }
        if isAwaited { overlay = nil }
        if let first = failures.first {
            toast = Toast(
                text: SafeText("\(first.title): \(first.report.problem)"), remedy: SafeText(first.report.remedy), isError: true)
            return
        }
        // Of one client the outcome has the name already.
        let told = hints.map { hints.count == 1 ? $0.text : "\($0.title): \($0.text)" }
        let words = told + (sync.id != nil && !done.work.isUndo ? ["\(keyLabel(.undoSync)) undoes it"] : [])
        toast = Toast(
            text: SafeText(done.work.outcome(sync)), remedy: words.isEmpty ? nil : SafeText(words.joined(separator: "; ")),
            isError: false)
    }

    /// The connection is gone: what was asked for may have been done or not.
    mutating func interruptPlan() {
        platforms.isStale = true
        platforms.isAsking = false
        agreed = [:]
        guard case .plan(var page) = overlay else { return }
        switch page.step {
        case .ready, .failed, .done: return
        case .asking: page.step = .failed(notConnectedReport)
        case .applying:
            page.step = .failed(
                ErrorReport(
                    code: "not-connected", problem: "the daemon went away while it was writing",
                    remedy:
                        "wait until it is back and press \(keyLabel(.pressButton, in: .plan)): each file is as it was or as it should be, never between"
                ))
        }
        overlay = .plan(page)
    }
}
