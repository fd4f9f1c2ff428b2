/// What is to be answered to a request at the port for metrics. Pure.
enum MetricsRequest: Hashable {
    case metrics
    case unknownPath, wrongMethod
    /// A web page may have made its own name stand for 127.0.0.1 (DNS rebinding), to read what is for this machine alone.
    case foreignHost

    /// - Parameters:
    ///   - authority: what the `Host` header says; `nil` without one.
    ///   - port: the one that was connected to.
    init(method: String, path: String, authority: String?, port: Int) {
        if !Self.isOurs(authority, port: port) {
            self = .foreignHost
        } else if path != "/metrics" {
            self = .unknownPath
        } else {
            self = method == "GET" ? .metrics : .wrongMethod
        }
    }

    private static func isOurs(_ authority: String?, port: Int) -> Bool {
        guard let authority = authority?.lowercased() else { return false }
        return ["127.0.0.1", "localhost", "[::1]"].contains { host in
            // 80 is what a URL without a port means.
            authority == "\(host):\(port)" || (port == 80 && authority == host)
        }
    }
}
