import NIOHTTP1
import ServerModel

/// One request to the daemon.
struct ControlRequest: Hashable, Sendable {
    var method: String
    /// Path and query.
    var path: String
    /// JSON; `nil`: none.
    var body: [UInt8]?
    /// Sent in addition to the usual ones.
    var headers: [String: String] = [:]
    /// Seconds until the answer must have ended; `nil`: it may take its time.
    var deadline: Int?

    /// - Parameter query: names that need no escaping, and values; pairs without a value are left out.
    init(_ route: ControlRoute, _ id: ServerID? = nil, query: [(String, String?)] = [], deadline: Int? = 30) {
        self.init(route, at: id.map { ["id": $0.rawValue] } ?? [:], query: query, deadline: deadline)
    }

    /// - Parameter values: what stands in the places of the route's template.
    init(_ route: ControlRoute, at values: [String: String], query: [(String, String?)] = [], deadline: Int? = 30) {
        method = route.method
        let pairs = query.compactMap { name, value in value.map { "\(name)=\(URLText.escaped($0))" } }
        path = route.path(values) + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
        self.deadline = deadline
    }

    /// For messages: `GET /api/v1/servers`.
    var line: String { "\(method) \(path)" }

    /// The head as NIO sends it. One connection carries one request, so that a lost answer can never be another's.
    var head: HTTPRequestHead {
        var fields: HTTPHeaders = [
            "Host": "mcp-manager", "User-Agent": "mcp-manager/\(productVersion)", "Connection": "close",
            "Accept": "application/json, text/event-stream",
        ]
        if let body { fields.add(contentsOf: ["Content-Type": "application/json", "Content-Length": "\(body.count)"]) }
        if body == nil, method == "POST" { fields.add(name: "Content-Length", value: "0") }
        for (name, value) in headers { fields.add(name: name, value: value) }
        return HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: fields)
    }
}
