import ServerModel
import ServerMonitoring
import Synchronization
import Testing

@testable import DaemonApp

extension Alert {
    /// Of the server `github`.
    static func sample(_ message: String = "github does not answer", severity: Severity = .error) -> Alert {
        let began = Timestamp(millisecondsSince1970: 1_800_000_000_000)
        return Alert(
            id: "server-down/github", rule: "server-down", server: try? ServerID("github"), severity: severity, state: .firing,
            message: message, began: began, firedAt: began + .seconds(60))
    }
}

extension AlertNotice {
    static func sample(
        _ kind: AlertNews.Kind = .fired, _ message: String = "github does not answer", severity: Severity = .error
    ) throws -> AlertNotice {
        let news = AlertNews(kind, .sample(message, severity: severity), channels: AlertChannelKind.allCases)
        return try #require(
            AlertNotice(news, at: Timestamp(millisecondsSince1970: 1_800_000_060_000), host: "here"))
    }
}

/// Programs that were run, and how each of them ends.
final class RecordedTools: Sendable {
    struct Use: Hashable, Sendable {
        var words: [String]
        var variables: [String: String]
    }

    private let used = Mutex<[Use]>([])
    private let ending: @Sendable (_ words: [String]) throws -> AlertTools.Answer

    init(_ ending: @escaping @Sendable ([String]) throws -> AlertTools.Answer) { self.ending = ending }

    var uses: [Use] { used.withLock { $0 } }

    var tools: AlertTools {
        AlertTools { words, variables, _ in
            self.used.withLock { $0.append(Use(words: words, variables: variables)) }
            return try self.ending(words)
        }
    }
}

extension AlertTools.Answer {
    static let good = AlertTools.Answer(ending: "exit 0", isSuccess: true)
    static let bad = AlertTools.Answer(ending: "exit 1", isSuccess: false)
}
