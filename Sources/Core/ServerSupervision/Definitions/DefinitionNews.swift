import ServerModel

/// What an edited definition came to, in the words of the events strip.
struct DefinitionNews: Hashable {
    var message: String
    var severity: Severity

    /// A good edit; `change` is `nil` for the first good one. `isRunning`: before it.
    init(_ change: DefinitionChange?, wasInvalid: Bool, isRunning: Bool, starts: Bool) {
        let beginning =
            wasInvalid ? "its definition is good again" : "its definition changed"
        guard let change, !change.keys.isEmpty else {
            message = wasInvalid ? "\(beginning) and in force" : beginning
            severity = wasInvalid ? .ok : .info
            return
        }
        severity = wasInvalid ? .ok : .info
        if starts {
            message = "\(beginning) (\(change.decisive.firstFew)); starting again"
        } else {
            message = "\(beginning) (\(change.keys.firstFew))\(isRunning ? ", in force without a restart" : "")"
        }
    }

    /// An edit with errors. `goesOn`: there is a last good definition.
    init(invalid diagnostics: [Diagnostic], of id: ServerID, goesOn: Bool) {
        severity = .error
        let errors = diagnostics.filter { $0.severity == .error }
        let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
        let what = errors.first.map { "\($0.shortPlace): \($0.message) — \($0.fix)\(more)" } ?? "servers/\(id).yaml has errors"
        message = what + (goesOn ? "; the last good definition stays in force" : "")
    }
}

extension Diagnostic {
    /// The place with the file as a person would name it: `servers/x.yaml:3:7`.
    fileprivate var shortPlace: String {
        "\(file.split(separator: "/").suffix(2).joined(separator: "/")):\(line):\(column)"
    }
}
