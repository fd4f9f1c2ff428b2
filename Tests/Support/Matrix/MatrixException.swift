/// Features that cannot work in some cells, and why.
public struct MatrixException: Sendable {
    public var features: Set<MatrixFeature>
    public var clients: Set<MatrixClient>
    public var servers: Set<MatrixServer>
    public var reason: String

    /// The reason for which a feature cannot work in a cell; `nil` where it must.
    public static func reason(_ feature: MatrixFeature, _ cell: MatrixCell) -> String? {
        all.first { exception in
            exception.features.contains(feature) && exception.clients.contains(cell.client)
                && exception.servers.contains(cell.server)
        }?.reason
    }

    private static let questions: Set<MatrixFeature> = [.elicitation, .sampling, .roots]
    private static let questionsInResults: Set<MatrixFeature> = [.elicitationInResult, .samplingInResult, .rootsInResult]
    private static let everyone = Set(MatrixClient.allCases)

    private static let all = [
        MatrixException(
            features: questionsInResults, clients: everyone, servers: [.sdk1],
            reason: "SDK 1.x has no results that ask: the server offers no such tool"),
        MatrixException(
            features: [.subscription], clients: everyone, servers: [.fastmcp],
            reason: "fastmcp has no subscriptions to resources"),
        MatrixException(
            features: [.ping], clients: [.auto, .modern], servers: Set(MatrixServer.allCases),
            reason: "2026-07-28 has no ping"),
        MatrixException(
            features: questions, clients: everyone, servers: [.sdk2, .fastmcp],
            reason: "the daemon speaks 2026-07-28 to it, where its SDK refuses to ask in the middle of a call; "
                + "'execution.era: legacy' makes it work"),
        MatrixException(
            features: [.listChanged], clients: [.auto, .modern], servers: [.fastmcp],
            reason: "fastmcp serves no 'subscriptions/listen'"),
    ]
}
