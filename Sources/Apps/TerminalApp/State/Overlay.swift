import ServerModel
import TerminalKit

/// What lies over the panes and takes the keys.
enum Overlay {
    case help(HelpPage)
    case palette(Palette)
    case confirmation(VerbQuestion)
    case deletion(SecretDeletion)
    case plan(PlanPage)
    case entry(EntryPage)
    case page(any OverlayPage)
}

/// The page of all keys; typing narrows it.
struct HelpPage {
    var query = LineEditor()
    /// The first row shown.
    var top = 0
    /// Where keys went before: its section comes first.
    var origin: Context? = nil
}

/// A question before clients are interrupted. Cancel is chosen until another button is.
struct VerbQuestion: Hashable {
    var verb: Verb
    var targets: [ServerID]
    var accepts = false
    /// The first line shown, where not all have room.
    var top = 0

    /// `Restart slack?`, `Stop 3 servers?`
    var title: String {
        targets.count == 1 ? "\(verb.title) \(targets[0])?" : "\(verb.title) \(targets.count) servers?"
    }

    /// The same on the command line.
    var command: String { CommandLineEquivalent.of(verb, targets) }
}

/// A question before a secret's value goes. Cancel is chosen until the other button is.
struct SecretDeletion: Hashable {
    var server: ServerID
    var secret: String
    var accepts = false

    var title: String { "Delete \(secret) of \(server)?" }
    /// The same on the command line.
    var command: String { "mcp-manager secrets delete \(server) \(secret)" }
}

/// What a person would type for an action done here.
enum CommandLineEquivalent {
    static func of(_ verb: Verb, _ targets: [ServerID]) -> String {
        (["mcp-manager", verb.rawValue] + targets.map(\.rawValue)).joined(separator: " ")
    }
}

/// A line being typed in the footer.
struct Prompt {
    var kind: Kind
    var editor: LineEditor
    /// What was there before, for Esc.
    var previous: String

    enum Kind {
        /// Narrows the list of servers.
        case filter
        /// Looks through the log.
        case search
        /// What a page wants to know.
        case page(any PromptPurpose)
    }

    /// Whether the list of servers is narrowed, and the arrows move in it.
    var isFilter: Bool { if case .filter = kind { true } else { false } }
}

/// A word to the user. News goes with the next key, or after six seconds; errors stay until acknowledged with Esc.
struct Toast: Hashable {
    /// How long news is shown at most.
    static let lasting = Duration.seconds(6)

    var text: SafeText
    /// What to do about it.
    var remedy: SafeText?
    var isError: Bool

    static func note(_ text: String) -> Toast {
        Toast(text: SafeText(text), remedy: nil, isError: false)
    }

    static func error(_ report: ErrorReport) -> Toast {
        Toast(text: SafeText(report.problem), remedy: SafeText(report.remedy), isError: true)
    }
}
