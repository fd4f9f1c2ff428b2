import ControlAPI
import ServerModel

/// Has clients' files written: what would be done is shown, what is undecided is asked, somebody agrees, and then it is done.
struct PlatformWriting {
    private let session: Session
    private let client: ControlClient
    private let isDryRun: Bool
    private var request: PlatformSyncRequest
    private var answers: PlatformAnswers
    private var isUnaskedTold = false

    init(_ request: PlatformSyncRequest, _ answers: PlatformAnswers, isDryRun: Bool, in session: Session) async throws {
        self.request = request
        self.answers = answers
        self.isDryRun = isDryRun
        self.session = session
        client = try await session.connect()
    }

    /// Does it. Throws ``SeveralProblems`` with what was refused after the rest was done.
    mutating func perform() async throws {
        guard let plan = try await agreed() else { return }
        let outcome: PlatformSync
        do {
            outcome = try await apply(plan)
        } catch let report as ErrorReport where report.code == "plan-changed" {
            // Once: who sees it happen again has something else to find out.
            if !session.preferences.json {
                try session.errors.print("something changed meanwhile; this is what would be done now\n\n")
            }
            guard let plan = try await agreed() else { return }
            outcome = try await apply(plan)
        }
        try session.show(outcome) { session.view(of: $0).done + stayed }
        try end(outcome)
    }

    private mutating func apply(_ plan: PlatformSync) async throws -> PlatformSync {
        request.agreed = plan.digest
        return try await client.apply(request)
    }

    /// The plan that is to be carried out; `nil` when none is, and all was said.
    private mutating func agreed() async throws -> PlatformSync? {
        request.agreed = nil
        let plan = try await decided()
        if isDryRun {
            try session.show(plan) { session.view(of: $0).preview + stayed }
            try end(plan)
            return nil
        }
        // Without a change there is nothing to agree to; what is known of the clients may have changed all the same.
        guard plan.hasChanges else { return plan }
        try session.agree(to: plan, otherwise: "writing files of AI clients needs a yes")
        return plan
    }

    // MARK: Decisions

    /// The plan once everything that waits for a decision was answered, or left for another time.
    private mutating func decided() async throws -> PlatformSync {
        request.decisions = answers.decisions
        var plan = try await client.plan(request)
        if answers.answer(plan.questions) { plan = try await replanned() }
        if !isUnaskedTold, !session.preferences.json {
            for name in answers.unasked {
                try session.errors.print("\("note:", .warning) nothing waits for a decision about '\(name)'\n")
            }
        }
        isUnaskedTold = true
        guard session.context.inputIsTerminal, !session.preferences.yes, !isDryRun else { return plan }
        // What was decided may bring up something else.
        while case let questions = answers.open(plan.questions), !questions.isEmpty {
            let before = answers.decisions
            try await ask(questions, of: plan)
            if answers.decisions != before { plan = try await replanned() }
        }
        return plan
    }

    private mutating func replanned() async throws -> PlatformSync {
        request.decisions = answers.decisions
        return try await client.plan(request)
    }

    private mutating func ask(_ questions: [PlatformQuestion], of plan: PlatformSync) async throws {
        var statuses: [String: PlatformStatus] = [:]
        for question in questions {
            if statuses[question.platform] == nil { statuses[question.platform] = try await client.platform(question.platform) }
            let refusal = plan.refusals.first { $0.platform == question.platform && $0.name == question.name }
            let entry = statuses[question.platform]?.entries.first { $0.name == question.name }
            let view = PlatformQuestionView(problem: refusal?.report.problem ?? "", entry: entry, purpose: request.purpose)
            answers.decide(question, try session.ask(view))
        }
    }

    // MARK: The end

    /// Says what is left to do. Throws what was refused.
    private func end(_ sync: PlatformSync) throws {
        let failures = sync.failures(isNamed: !request.platforms.isEmpty)
        let isIdle = !sync.hasChanges && sync.questions.isEmpty && answers.decisions.isEmpty
        try session.end(sync, failures: failures, idle: isIdle ? idle : "")
    }

    /// The entries that are somebody else's from now on.
    private var stayed: StyledText {
        request.decisions.filter { $0.choice == .theirs }.reduce(into: "") { text, decision in
            text += "\(decision.platform, .strong): '\(decision.name ?? "")' stays as it is, and is not ours\n"
        }
    }

    private var idle: StyledText {
        switch request.purpose {
        case .sync: "Everything is in sync.\n"
        case .release: "nothing of ours was in the file of \(request.platforms.joined(separator: ", "))\n"
        }
    }
}
