import ServerModel

/// What is asked of the daemon about imports.
enum ImportsRequest: PageRequest {
    case candidates
    case take(ImportRequest)
    /// Takes an import back; the id is that of its outcome.
    case undo(String)

    var look: String? {
        switch self {
        case .candidates: "candidates"
        case .take, .undo: nil
        }
    }
}

/// What it answers.
enum ImportsAnswer: Sendable {
    case candidates([ImportCandidate])
    case taken(ImportOutcome)
}
