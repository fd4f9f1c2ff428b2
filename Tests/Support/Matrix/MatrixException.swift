/// Features that cannot work in some cells, and why. ARCHITECTURE.md lists them for readers.
public struct MatrixException: Sendable {
    public var features: Set<MatrixFeature>
    public var clients: Set<MatrixClient> = Set(MatrixClient.allCases)
    public var servers: Set<MatrixServer> = Set(MatrixServer.allCases)
    /// Whether the server must have been started before its client, or must not; `nil` when that is all the same.
    public var isStarted: Bool?
    public var reason: String

    /// The reason for which a feature cannot work in a cell; `nil` where it must.
    public static func reason(_ feature: MatrixFeature, _ cell: MatrixCell) -> String? {
        all.first { $0.features.contains(feature) && $0.covers(cell) }?.reason
    }

    /// Every reason there is.
    public static var reasons: [String] { all.map(\.reason) }

    private func covers(_ cell: MatrixCell) -> Bool {
        clients.contains(cell.client) && servers.contains(cell.server) && isStarted.map { $0 == cell.isStarted } != false
    }

    /// Clients that speak 2026-07-28; a server that starts for them speaks it too, if it can.
    private static let modern: Set<MatrixClient> = [.auto, .modern]
    private static let legacy: Set<MatrixClient> = [.legacy, .sdk1]
    private static let questions: Set<MatrixFeature> = [.elicitation, .sampling, .roots]
    private static let questionsInResults: Set<MatrixFeature> = [.elicitationInResult, .samplingInResult, .rootsInResult]

    private static let all = [
        // What the client or the server does not have at all.
        MatrixException(features: [.ping], clients: modern, reason: "2026-07-28 has no ping"),
        MatrixException(
            features: questionsInResults, servers: [.sdk1], reason: "SDK 1.x has no results that are questions"),
        MatrixException(
            features: [.subscription], servers: [.fastmcp], reason: "fastmcp has no subscriptions to resources"),

        // What is impossible without us, too.
        MatrixException(
            features: questions, clients: modern, servers: [.sdk2, .fastmcp], isStarted: false,
            reason: "in 2026-07-28 a server cannot ask in the middle of a call"),
        MatrixException(
            features: questionsInResults, clients: legacy, servers: [.fastmcp], isStarted: false,
            reason: "before 2026-07-28 fastmcp refuses results that are questions"),

        // The price of sharing one process: it speaks the era it was started in.
        MatrixException(
            features: questionsInResults, servers: [.fastmcp], isStarted: true,
            reason: "started for nobody it speaks the legacy era, where fastmcp refuses results that are questions"),
    ]
}
