import ServerModel

/// Where a server serves metrics of its own: `monitoring.metrics` of its definition.
struct ScrapeTarget: Hashable, Sendable {
    /// What is asked when the definition names no path.
    static let usualPath = "/metrics"

    var server: ServerID
    /// Of 127.0.0.1.
    var port: Int
    /// Begins with a slash.
    var path: String

    init(server: ServerID, port: Int, path: String = usualPath) {
        self.server = server
        self.port = port
        self.path = path.hasPrefix("/") ? path : "/" + path
    }

    /// `nil` when the server's metrics are switched off, or nobody says at which port they are.
    init?(_ definition: ServerDefinition) {
        let metrics = definition.monitoring.metrics
        guard metrics.enabled, let port = metrics.port else { return nil }
        self.init(server: definition.name, port: port, path: metrics.path ?? Self.usualPath)
    }

    var url: String { "http://127.0.0.1:\(port)\(path)" }
}
