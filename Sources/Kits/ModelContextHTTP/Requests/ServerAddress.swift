/// An `http` or `https` address, taken apart only as far as needed: is it one, same origin, and where does a reference lead.
struct ServerAddress: Hashable, Sendable {
    /// `http` or `https`.
    var scheme: String
    /// Lowercase; an IPv6 address keeps its brackets.
    var host: String
    var port: Int
    /// Path and query, beginning with `/`.
    var target: String
    /// Path and query hold a key or token.
    var hidesPath = false

    /// `nil` when the text is no such address, or has a user or password in it.
    init?(_ text: String) {
        guard let colon = text.firstRange(of: "://") else { return nil }
        scheme = text[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), !text.contains(where: { $0 == " " || $0.isNewline }) else { return nil }
        let target = rest[authority.endIndex...]
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
        port = scheme == "https" ? 443 : 80
        var name = authority
        // After the bracket of an IPv6 address, or the only one.
        if let colon = authority.lastIndex(of: ":"), authority.lastIndex(of: "]").map({ $0 < colon }) ?? true {
            name = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            if !digits.isEmpty {
                guard let number = UInt16(digits), number > 0 else { return nil }
                port = Int(number)
            }
        }
        host = name.lowercased()
        guard !host.isEmpty else { return nil }
    }

    /// Without path: what a person recognises.
    var origin: String {
        let isUsual = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)" + (isUsual ? "" : ":\(port)")
    }

    var text: String { origin + target }

    /// For people: without the query, and without a path that is nobody's business.
    var shown: String { hidesPath ? origin : origin + target.prefix { $0 != "?" } }

    func hasOrigin(of other: ServerAddress) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Where `reference`, as in a `Location` header, leads from here; `nil` when it is no address for HTTP.
    func resolving(_ reference: String) -> ServerAddress? {
        var address = resolved(reference)
        address?.hidesPath = hidesPath
        return address
    }

    private func resolved(_ reference: String) -> ServerAddress? {
        if reference.contains("://"), !reference.hasPrefix("/"), !reference.hasPrefix("?") { return ServerAddress(reference) }
        if reference.hasPrefix("//") { return ServerAddress("\(scheme):\(reference)") }
        let path = target.prefix { $0 != "?" }
        let base =
            if reference.hasPrefix("/") { "" } else if reference.hasPrefix("?") { String(path) } else {
                String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
            }
        return ServerAddress(origin + base + reference)
    }
}
