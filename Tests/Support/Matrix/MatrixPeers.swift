/// A client of the matrix: an official SDK and how it opens.
public enum MatrixClient: String, Sendable, CaseIterable {
    /// SDK 2.x, asking `server/discover` first.
    case auto
    /// SDK 2.x, opening with `initialize`.
    case legacy
    /// SDK 2.x, speaking 2026-07-28 without asking.
    case modern = "2026-07-28"
    /// SDK 1.30, which knows `initialize` only.
    case sdk1 = "SDK 1.30"

    var environment: Component { self == .sdk1 ? .sdk1 : .sdk2 }
    /// Whether it can open with 2026-07-28.
    var isModern: Bool { self == .auto || self == .modern }
    var mode: String { self == .sdk1 ? "legacy" : rawValue }
}

/// A server of the matrix, in `Tests/Acceptance/Servers`.
public enum MatrixServer: String, Sendable, CaseIterable {
    case sdk2, sdk1, fastmcp

    var environment: Component {
        switch self {
        case .sdk2: .sdk2
        case .sdk1: .sdk1
        case .fastmcp: .fastmcp
        }
    }
}

/// How the daemon reaches a server of the matrix.
public enum MatrixTransport: String, Sendable, CaseIterable {
    case stdio, http = "streamable-http", sse

    var path: String { self == .sse ? "/sse" : "/mcp" }
}
