import ServerModel

/// The plan of a work, to be read before it is agreed to.
struct PlanPage {
    var work: PlatformWork
    var step: Step
    /// The first line shown.
    var top = 0
    /// Why it is here again.
    var note: String?
    /// What went wrong in the writing.
    var failures: [PlatformRefusal] = []

    enum Step: Hashable {
        /// The daemon was asked; answers of other generations are late.
        case asking(generation: Int)
        case ready(PlatformSync)
        /// The daemon was told to.
        case applying(PlatformSync, generation: Int)
        case failed(ErrorReport)
        /// It was written; there is more to say of it than fits into a line.
        case done(PlatformSync)
    }

    /// What is shown, whether it is being written or not.
    var plan: PlatformSync? {
        switch step {
        case .ready(let plan), .applying(let plan, _): plan
        case .asking, .failed, .done: nil
        }
    }

    /// What somebody has to decide.
    var questions: [PlatformRefusal] { plan?.refusals.filter { $0.isQuestion && $0.name != nil } ?? [] }

    /// Whether there is anything to agree to.
    var canBeApplied: Bool {
        guard case .ready(let plan) = step else { return false }
        return plan.hasChanges || (work.quietEffect != nil && plan.refusals.isEmpty)
    }
}

/// Work that the daemon was told to do, and what was agreed to.
struct AgreedWork {
    var work: PlatformWork
    var plan: PlatformSync
}
