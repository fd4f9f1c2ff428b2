import ServerModel

/// How a running daemon and the system's service have to do with each other.
enum ServiceState: String, Encodable, Hashable {
    /// The system does not know of a daemon.
    case absent
    /// It is installed, but the one that runs was started by a command.
    case installed
    /// The one that runs is the installed one.
    case running
}

/// What `mcp-manager daemon status` says: `DaemonInfo` with one more key, `service`.
struct DaemonReport: Encodable, Hashable {
    var info: DaemonInfo
    var service: ServiceState

    private enum CodingKeys: CodingKey { case service }

    func encode(to encoder: any Encoder) throws {
        try info.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(service, forKey: .service)
    }
}

/// The same for people.
struct DaemonView {
    var report: DaemonReport
    var times: TimeText

    var text: StyledText {
        let info = report.info
        return """
            running: process \(info.processID), version \(info.version), since \(times.moment(info.startedAt))
            home:    \(info.home)
            now:     \(info.servers) servers, \(info.sessions) sessions
            service: \(service)

            """
    }

    private var service: StyledText {
        switch report.service {
        case .absent: "not installed; 'mcp-manager daemon install' has the system run it from login on"
        case .installed: "installed, but this daemon was started by a command; 'mcp-manager daemon restart' hands over"
        case .running: "installed, and this is it"
        }
    }
}
