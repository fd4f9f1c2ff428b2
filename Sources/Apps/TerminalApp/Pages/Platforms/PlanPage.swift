import ServerModel

/// The plan of a work, to be read before it is agreed to.
struct PlanPage {
    var work: PlatformWork
    var step: Step
    /// The first line shown.
    var top = 0
    /// Why it is here again.
    var note: String?
    /// How many steps the first steps have, whose last it is; `nil` for a plan of its own.
    var lastOf: Int?
    /// The button somebody chose; `nil` until then.
    private var chosen: Bool?
    /// What went wrong in the writing.
    var failures: [PlatformRefusal] = []

    init(work: PlatformWork, step: Step, note: String? = nil, lastOf: Int? = nil) {
        self.work = work
        self.step = step
        self.note = note
        self.lastOf = lastOf
    }

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

    /// Whether the button that writes is the chosen one: from the start, unless others would lose by it.
    var accepts: Bool { chosen ?? !work.overwritesOthers }

    mutating func chooseOtherButton() { chosen = !accepts }

    /// What the buttons say; none while the daemon is asked.
    var buttons: [String] {
        switch step {
        case .asking, .applying: return []
        case .done: return ["Close"]
        case .failed: return ["Ask again"]
        case .ready(let plan):
            guard canBeApplied else { return ["Close"] }
            let count = plan.changes.count
            return ["Cancel", count == 0 ? "Agree" : count == 1 ? "Write 1 file" : "Write \(count) files"]
        }
    }

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
