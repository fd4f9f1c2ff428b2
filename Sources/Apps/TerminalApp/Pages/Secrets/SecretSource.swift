import ServerModel

/// Where a secret is to be from.
enum SecretSource: Hashable {
    /// It is typed here, and kept in a store.
    case typed
    /// The daemon reads it there at each start.
    case reference(SecretReference.Kind)

    /// Where the definition says it is.
    init(_ requirement: SecretRequirement) {
        self = requirement.from.flatMap { SecretReference.Kind(beginning: $0) }.map { .reference($0) } ?? .typed
    }

    /// What stands behind the prefix there; empty where it is typed.
    static func place(in requirement: SecretRequirement) -> String {
        guard let from = requirement.from, let kind = SecretReference.Kind(beginning: from) else { return "" }
        return String(from.dropFirst(kind.prefix.count))
    }

    private static let all: [SecretSource] = [.typed] + SecretReference.Kind.allCases.map { .reference($0) }

    /// The one behind it; behind the last, the first.
    var next: SecretSource {
        let place = Self.all.firstIndex(of: self) ?? 0
        return Self.all[(place + 1) % Self.all.count]
    }

    /// `variable (env:)`
    var title: String {
        switch self {
        case .typed: "typed here"
        case .reference(.variable): "variable (env:)"
        case .reference(.command): "command (cmd:)"
        case .reference(.file): "file (file:)"
        case .reference(.pass): "password store (pass:)"
        case .reference(.onePassword): "1Password (op://)"
        }
    }

    /// What is read and when; empty for what is typed.
    var explanation: String {
        switch self {
        case .typed: ""
        case .reference(.variable): "a variable of the daemon's environment, read at each start"
        case .reference(.command): "what this line of the shell prints, run at each start"
        case .reference(.file): "what is in this file, read at each start"
        case .reference(.pass): "the first line of 'pass show', run at each start"
        case .reference(.onePassword): "what 'op read' prints, run at each start"
        }
    }
}
