@testable import TerminalApp

extension Effect {
    /// Whether the daemon is asked for it because a person wants it, not because a page is to be seen.
    var concernsDaemon: Bool {
        switch self {
        case .connect, .reload, .planPlatforms: true
        default: changesSomething
        }
    }

    var changesSomething: Bool {
        switch self {
        case .perform, .applySecrets, .rotateSecret, .deleteSecret, .applyPlatforms, .runCommand, .lendTerminal: true
        case .ask(let request, _): request.look == nil
        default: false
        }
    }
}
