import ServerModel
import TerminalKit

/// What keys are called, for sentences that name them: people give actions keys of their own.
extension AppState {
    /// The first key of an action, there if it has others elsewhere; `:`, which finds everything, where it has none.
    func keyLabel(_ action: Action, in context: Context? = nil) -> String {
        let there = context.flatMap { context in keys.bindings.first { $0.action == action && $0.applies(in: context) } }
        return ((there ?? keys.binding(for: action))?.keys.first?.label ?? ":").string
    }

    /// Why nothing is asked of a daemon that is not there.
    var notConnected: String { "not connected to the daemon; \(keyLabel(.refresh)) connects again" }

    /// The same in a box that was opened when it was.
    var notConnectedReport: ErrorReport {
        ErrorReport(
            code: "not-connected", problem: "the daemon is gone",
            remedy: "go back, press \(keyLabel(.refresh)), and come here again")
    }
}
