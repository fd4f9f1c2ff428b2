import ServerModel
import TerminalKit

/// A question that one line answers.
struct PlainQuestion: Hashable {
    /// Stands before what is typed.
    var text: SafeText
    /// Whether what is typed must not be seen.
    var isHidden = false
}
