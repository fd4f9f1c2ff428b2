import ServerModel

/// Health, metrics and alerts.
extension ControlClient {
    /// How every server is, by name.
    public func health() async throws -> [HealthSummary] {
        try await value(ControlRequest(.allHealth))
    }

    /// How a server is, and was.
    public func health(_ id: ServerID) async throws -> HealthHistory {
        try await value(ControlRequest(.health, id))
    }

    /// Checks a server now; how it is then.
    public func checkHealth(_ id: ServerID) async throws -> HealthHistory {
        // It may take as long as the definition lets a check take.
        try await value(ControlRequest(.checkHealth, id, deadline: nil))
    }

    /// What needs attention, what is silenced, and the rules.
    public func alerts() async throws -> AlertOverview {
        try await value(ControlRequest(.alerts))
    }

    /// Says that an alert is seen. Throws `unknown-alert`.
    public func acknowledge(_ acknowledgement: AlertAcknowledgement) async throws -> Alert {
        try await value(posting(.acknowledgeAlert, acknowledgement))
    }

    /// Silences a rule, a server or both for a while; its id is given by the daemon.
    public func silence(_ silence: AlertSilence) async throws -> AlertSilence {
        try await value(posting(.silenceAlerts, silence))
    }

    /// Ends a silence before its time. Throws `unknown-silence`.
    public func endSilence(_ id: Int) async throws -> AlertSilence {
        try await value(ControlRequest(.endSilence, at: ["id": "\(id)"]))
    }

    /// Tells all channels that this is a test.
    public func testAlerts() async throws -> AlertTest {
        // A webhook may be tried several times.
        try await value(ControlRequest(.testAlerts, deadline: nil))
    }

    /// What Prometheus would be told, as text.
    public func metrics() async throws -> String {
        String(decoding: try await send(ControlRequest(.metrics)), as: UTF8.self)
    }

    private func posting(_ route: ControlRoute, _ body: some Encodable) throws -> ControlRequest {
        var request = ControlRequest(route)
        request.body = try ControlCoding.encode(body)
        return request
    }
}
