/// Features that cannot work in some cells, and why. ARCHITECTURE.md lists them for readers.
public struct MatrixException: Sendable {
    public var features: Set<MatrixFeature>
    public var servers: Set<MatrixServer> = Set(MatrixServer.allCases)
    public var reason: String
    /// Which of the cells with such a server it is about.
    public var covers: @Sendable (MatrixCell) -> Bool = { _ in true }

    /// The reason for which a feature cannot work in a cell; `nil` where it must.
    public static func reason(_ feature: MatrixFeature, _ cell: MatrixCell) -> String? {
        all.first { $0.features.contains(feature) && $0.servers.contains(cell.server) && $0.covers(cell) }?.reason
    }

    /// Every reason there is.
    public static var reasons: [String] { all.map(\.reason) }

    private static let questions: Set<MatrixFeature> = [.elicitation, .sampling, .roots]
    private static let questionsInResults: Set<MatrixFeature> = [.elicitationInResult, .samplingInResult, .rootsInResult]

    /// All of them are the same where the client reaches the server without us, in the same era.
    private static let all = [
        MatrixException(features: [.ping], reason: "2026-07-28 has no ping") { $0.client.isModern },
        MatrixException(
            features: questionsInResults, servers: [.sdk1], reason: "SDK 1.x has no results that are questions"),
        MatrixException(
            features: [.subscription], servers: [.fastmcp], reason: "fastmcp has no subscriptions to resources"),
        MatrixException(
            features: questions, servers: [.sdk2, .fastmcp],
            reason: "in 2026-07-28 a server cannot ask in the middle of a call"
        ) { !$0.speaksLegacy },
        MatrixException(
            features: questionsInResults, servers: [.fastmcp],
            reason: "before 2026-07-28 fastmcp refuses results that are questions"
        ) { $0.speaksLegacy },
    ]
}
