import ServerModel

/// Why a new server cannot be defined as asked.
public enum InvalidNewServer: ActionableError, Hashable {
    case emptyCommand
    /// Not 1–65535.
    case port(Int)
    case environmentName(String)
    /// What the definition's reader said of it.
    case refused(message: String, fix: String)

    public var code: String {
        switch self {
        case .emptyCommand: "invalid-command"
        case .port: "invalid-port"
        case .environmentName: "invalid-environment"
        case .refused: "invalid-definition"
        }
    }

    public var problem: String {
        switch self {
        case .emptyCommand: "the command is empty"
        case .port(let port): "\(port) cannot be a port"
        case .environmentName(let name): "'\(clipped(name))' cannot be the name of an environment variable"
        case .refused(let message, _): message
        }
    }

    public var remedy: String {
        switch self {
        case .emptyCommand: "name the program that starts the server, e.g. 'uvx' or '/usr/bin/python3'"
        case .port: "use a whole number from 1 to 65535"
        case .environmentName: "use letters, digits and '_', not beginning with a digit"
        case .refused(_, let fix): fix
        }
    }
}
