import ServerModel
import TerminalKit

/// Starting, stopping, restarting, killing.
extension AppState {
    /// Does a verb to the targets, or asks first when connected clients would notice.
    mutating func request(_ verb: Verb) -> [Effect] {
        if let reason = objection(to: verb) {
            toast = .note(reason)
            return []
        }
        let possible = targets.filter { objection(to: verb, on: $0) == nil }
        if verb.interruptsSessions, possible.contains(where: { !$0.sessions.isEmpty }) {
            overlay = .confirmation(VerbQuestion(verb: verb, targets: possible.map(\.id)))
            return []
        }
        return carryOut(verb, on: possible.map(\.id))
    }

    /// Why nothing would come of a verb now; `nil` when at least one target can take it.
    func objection(to verb: Verb) -> String? {
        guard isConnected else { return notConnected }
        let targets = targets
        guard let first = targets.first else { return "no server is selected" }
        guard targets.allSatisfy({ objection(to: verb, on: $0) != nil }) else { return nil }
        return objection(to: verb, on: first)
    }

    /// The same for one server.
    func objection(to verb: Verb, on server: ServerStatus) -> String? { verb.objection(to: server) { keyLabel($0) } }

    private mutating func carryOut(_ verb: Verb, on ids: [ServerID]) -> [Effect] {
        marked = []
        note(CommandLineEquivalent.of(verb, ids))
        return ids.map { id in
            verbGeneration += 1
            running[id] = PendingVerb(verb: verb, generation: verbGeneration)
            return .perform(verb, id, generation: verbGeneration)
        }
    }

    /// Answers the open question; `nil` with the chosen button.
    mutating func answer(_ accepted: Bool?) -> [Effect] {
        guard case .confirmation(let question) = overlay else { return [] }
        overlay = nil
        guard accepted ?? question.accepts else { return [] }
        guard isConnected else {
            toast = .note(notConnected)
            return []
        }
        // The servers moved on while the question was open.
        let present = question.targets.compactMap { server($0) }
        let possible = present.filter { objection(to: question.verb, on: $0) == nil }
        guard !possible.isEmpty else {
            toast = .note(
                present.first.flatMap { objection(to: question.verb, on: $0) } ?? "\(question.targets[0]) was removed meanwhile")
            return []
        }
        return carryOut(question.verb, on: possible.map(\.id))
    }

    mutating func chooseOtherButton() {
        switch overlay {
        case .confirmation(var question):
            question.accepts.toggle()
            overlay = .confirmation(question)
        case .deletion(var question):
            question.accepts.toggle()
            overlay = .deletion(question)
        case .page: changeOverlay(Question.self) { $0.accepts.toggle() }
        case .help, .palette, .plan, .entry, nil: break
        }
    }
}
