import ServerModel

/// What was decided about entries that somebody else changed, removed or made: given beforehand, and asked for.
struct PlatformAnswers: Hashable {
    typealias Decision = PlatformSyncRequest.Decision

    /// Names of entries that become what we want, in whichever client they wait.
    var ours: [String] = []
    /// Names of entries that stay as they are.
    var theirs: [String] = []
    private(set) var decisions: [Decision] = []
    private var skipped: Set<PlatformQuestion> = []

    init(ours: [String] = [], theirs: [String] = []) {
        self.ours = ours
        self.theirs = theirs
    }

    /// Those of `questions` that nobody has answered yet.
    func open(_ questions: [PlatformQuestion]) -> [PlatformQuestion] {
        questions.filter { question in
            !skipped.contains(question) && !decisions.contains { $0.platform == question.platform && $0.name == question.name }
        }
    }

    /// Answers what was decided beforehand; returns whether that was anything.
    mutating func answer(_ questions: [PlatformQuestion]) -> Bool {
        let before = decisions.count
        for question in open(questions) {
            if ours.contains(question.name) { decide(question, .ours) }
            if theirs.contains(question.name) { decide(question, .theirs) }
        }
        return decisions.count > before
    }

    /// - Parameter choice: `nil`: not now.
    mutating func decide(_ question: PlatformQuestion, _ choice: Decision.Choice?) {
        if let choice {
            decisions.append(Decision(platform: question.platform, name: question.name, choice: choice))
        } else {
            skipped.insert(question)
        }
    }

    /// The names that were answered beforehand and that nobody asked about.
    var unasked: [String] { (ours + theirs).filter { name in !decisions.contains { $0.name == name } } }
}

/// One entry somebody has to decide about.
struct PlatformQuestion: Hashable {
    var platform: String
    var name: String
}

extension PlatformSync {
    /// What somebody has to decide, each once.
    var questions: [PlatformQuestion] {
        var seen: Set<PlatformQuestion> = []
        return refusals.compactMap { refusal in
            guard refusal.isQuestion, let name = refusal.name else { return nil }
            return PlatformQuestion(platform: refusal.platform, name: name)
        }.filter { seen.insert($0).inserted }
    }

    /// What went wrong. That a client's file cannot be written at all is no failure where nobody named the client.
    func failures(isNamed: Bool) -> [PlatformRefusal] {
        refusals.filter { refusal in
            guard refusal.isQuestion else { return true }
            return isNamed && refusal.name == nil && !changes.contains { $0.platform == refusal.platform }
        }
    }
}
