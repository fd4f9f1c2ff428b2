import ServerModel

extension RemoteExecution {
    /// `execution.remote:`
    init(reading reader: NodeReader) {
        self.init()
        url = reader.expandable("url")
        host = reader.expandable("host")
        port = reader.integer("port", in: 1...65535)
        protocolScheme = reader.word("protocol", of: ["http", "https"])
        authMethod = reader.choice("auth_method")
        healthCheckPath = reader.urlPath("health_check_path")
        headers = reader.headers("headers") ?? headers
        ssh = reader.expandable("ssh")
        manager = reader.text("manager")
        checkAddress(reader)
    }

    private func checkAddress(_ reader: NodeReader) {
        let ways = ["url", "host", "ssh", "manager"].filter(reader.has)
        if ways.count > 1 {
            reader.error(
                ways[1], "remote has both '\(ways[0])' and '\(ways[1])'", fix: "keep the one that says where the server is")
        }
        for key in ["port", "protocol"] where url != nil && reader.has(key) {
            reader.findings.warning(
                at: reader.keyPlace(of: key), "\(key) means nothing beside url", fix: "write it in the url, or remove '\(key)'")
        }
        checkSecrecy(reader)
        // A variable may hold the scheme; it is looked at when a run starts.
        if let url, !["http://", "https://", "${"].contains(where: url.hasPrefix) {
            reader.error("url", "url must begin with 'https://' or 'http://'", fix: "write 'https://' before it")
        }
    }

    /// A key sent without encryption is everybody's on the way.
    private func checkSecrecy(_ reader: NodeReader) {
        let isPlain = url.map { $0.hasPrefix("http://") } ?? (protocolScheme == "http")
        let place = url.map { String($0.dropFirst(7).prefix { $0 != "/" && $0 != ":" }) } ?? host ?? ""
        let isHere = ["localhost", "127.0.0.1", "[", "::1"].contains(place)
        guard isPlain, !isHere, let authMethod, authMethod != .none else { return }
        reader.findings.warning(
            at: reader.keyPlace(of: "auth_method"), "the key is sent to '\(clipped(place))' without encryption",
            fix: "use https if the server has it")
    }
}
