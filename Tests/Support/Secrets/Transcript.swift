import Foundation
import ServerModel
import Synchronization

/// Everything that programs said and screens showed in a test, to be looked through when it is over.
public final class Transcript: Sendable {
    private let home: TestHome
    private let texts = Mutex<[(place: String, text: String)]>([])
    private let commandLines = Mutex<Set<String>>([])

    public init(of home: TestHome) { self.home = home }

    /// Runs `mcp-manager` and keeps all it said.
    @discardableResult
    public func manager(
        _ arguments: String..., input: String = "", within limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        let outcome = try await home.manager(arguments, input: input, within: limit)
        let place = "mcp-manager \(arguments.joined(separator: " "))"
        keep(outcome.output, of: place)
        keep(outcome.errors, of: "the errors of \(place)")
        lookAtCommandLines()
        return outcome
    }

    public func keep(_ text: String, of place: String) { texts.withLock { $0.append((place, text)) } }

    /// Keeps a screen: as it is, and without the ends of its lines, over which a long word may be broken.
    public func keep(_ screen: Screen, of place: String) {
        keep(screen.lines.joined(separator: "\n"), of: "the screen of \(place)")
        keep(screen.words.replacingOccurrences(of: " ", with: ""), of: "the screen of \(place), joined")
    }

    /// Keeps the arguments of every process of this test that lives now.
    public func lookAtCommandLines() {
        let lines = home.processes.map { $0.arguments.joined(separator: " ") }
        commandLines.withLock { $0.formUnion(lines) }
    }

    /// What was kept under a place.
    public func text(of place: String) -> String {
        texts.withLock { texts in texts.filter { $0.place == place }.map(\.text).joined(separator: "\n") }
    }

    /// The secrets in all that was kept.
    public func findings(of search: CanarySearch) -> [CanarySearch.Finding] {
        let kept = texts.withLock { $0 }
        let lines = commandLines.withLock { $0 }
        return kept.flatMap { search.findings(in: $0.text, of: $0.place) }
            + lines.flatMap { search.findings(in: $0, of: "arguments of a process") }
    }

    /// How many texts were kept.
    public var count: Int { texts.withLock { $0.count } }
}
