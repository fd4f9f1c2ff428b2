/// How a run is brought about and talked to: everything decided, nothing left to look up.
public struct RunPlan: Sendable, Hashable {
    public var way: Way
    /// The values of the definition's secrets, to be masked wherever something is kept or shown.
    public var secrets: [String]
    /// What the run is called; `nil`: nobody has named it.
    public var name: RunName?
    /// The control group its process enters; `nil`: none.
    public var controlGroup: ControlGroup?
    /// What must be made ready first; `nil`: nothing.
    public var preparation: Preparation?

    public init(_ way: Way, secrets: [String] = [], preparation: Preparation? = nil) {
        self.way = way
        self.secrets = secrets
        self.preparation = preparation
    }

    public enum Way: Sendable, Hashable {
        /// A process that speaks on its standard input and output.
        case stdio(LaunchPlan)
        /// A process of ours that listens on a port of this machine.
        case local(LaunchPlan, Endpoint)
        /// A server that somebody else runs.
        case remote(Endpoint)
        /// Known after the ``RunPlan/preparation`` only.
        case undecided

        /// The process to start, if any.
        public var process: LaunchPlan? {
            switch self {
            case .stdio(let plan), .local(let plan, _): plan
            case .remote, .undecided: nil
            }
        }

        /// Where it listens for HTTP, if it does.
        public var endpoint: Endpoint? {
            switch self {
            case .local(_, let endpoint), .remote(let endpoint): endpoint
            case .stdio, .undecided: nil
            }
        }
    }

    /// The process to start, if any.
    public var process: LaunchPlan? { way.process }
}

/// Where a server listens for HTTP, and how to speak to it.
public struct Endpoint: Sendable, Hashable {
    /// `http` or `https`, with host, port and path.
    public var url: String
    public var transport: Transport
    /// Sent with each request, in this order; values may be secrets.
    public var headers: [Header]
    /// A path on the same host that answers 2xx while the server is well; `nil`: there is none.
    public var healthPath: String?

    public init(url: String, transport: Transport = .any, headers: [Header] = [], healthPath: String? = nil) {
        self.url = url
        self.transport = transport
        self.headers = headers
        self.healthPath = healthPath
    }

    /// ``url`` without path and query, which may hold a key.
    public var origin: String {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        return String(url[..<(url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex)])
    }

    /// The port written in ``url``; `nil` without one.
    var port: Int? {
        origin.lastIndex(of: ":").flatMap { Int(origin[origin.index(after: $0)...]) }
    }

    public enum Transport: Sendable, Hashable {
        case streamableHTTP
        /// HTTP with server-sent events, as of 2024-11-05.
        case sse
        /// The first of the two that works.
        case any
    }

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
