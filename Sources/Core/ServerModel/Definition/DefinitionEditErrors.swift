/// Why a definition was not changed.
public enum DefinitionEditRefusal: ActionableError, Hashable {
    /// With the first error it would have, and how many there are.
    case invalid(ServerID, first: Diagnostic, count: Int)
    /// What stands in a path of an edit, and what is wrong with it.
    case badEdit(key: String, reason: String)
    /// The file is written in a way that is not changed by span.
    case intricate(path: String, reason: String)
    /// Somebody else wrote it meanwhile.
    case changedSince(path: String)
    case nothingToUndo(ServerID)

    public var code: String {
        switch self {
        case .invalid: "invalid-definition"
        case .badEdit: "bad-edit"
        case .intricate: "cannot-edit"
        case .changedSince: "changed-since"
        case .nothingToUndo: "nothing-to-undo"
        }
    }

    public var problem: String {
        switch self {
        case .invalid(let id, let first, let count):
            "the definition of '\(id)' would have \(count == 1 ? "an error" : "\(count) errors"): \(first.message)"
        case .badEdit(let key, let reason): "'\(key)' cannot be set: \(reason)"
        case .intricate(let path, let reason): "\(path): \(reason)"
        case .changedSince(let path): "changed meanwhile: \(path)"
        case .nothingToUndo(let id): "no change of the definition of '\(id)' is left to undo"
        }
    }

    public var remedy: String {
        switch self {
        case .invalid(_, let first, _): first.fix
        case .badEdit: "write KEY=VALUE with a key of the definition, e.g. execution.start_timeout=30s"
        case .intricate(let path, _): "edit the file by hand: \(path)"
        case .changedSince: "look at the file, and try again"
        case .nothingToUndo(let id): "run 'mcp-manager show \(id)' to see what is there"
        }
    }
}
