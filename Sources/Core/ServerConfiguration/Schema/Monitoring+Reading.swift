import ServerModel

extension Monitoring {
    /// `monitoring:`
    init(reading reader: NodeReader) {
        self.init()
        healthCheck = reader.section("health_check", HealthCheck.init(reading:)) ?? healthCheck
        logging = reader.section("logging", Logging.init(reading:)) ?? logging
        metrics = reader.section("metrics", Metrics.init(reading:)) ?? metrics
    }
}

extension Monitoring.HealthCheck {
    /// `monitoring.health_check:`
    init(reading reader: NodeReader) {
        self.init()
        enabled = reader.flag("enabled") ?? enabled
        interval = reader.seconds("interval", in: 1...86_400) ?? interval
        timeout = reader.seconds("timeout", in: 0.1...3600) ?? timeout
        endpoint = reader.urlPath("endpoint")
        retries = reader.integer("retries", in: 1...100) ?? retries
    }
}

extension Monitoring.Logging {
    /// The names Python, syslog and MCP have for levels.
    private static let levels = [
        "trace", "debug", "info", "notice", "warning", "warn", "error", "critical", "fatal", "alert", "emergency",
    ]

    /// `monitoring.logging:`
    init(reading reader: NodeReader) {
        self.init()
        level = reader.word("level", of: Self.levels, ignoringCase: true)
        format = reader.choice("format") ?? format
        file = reader.expandable("file")
        maxSizeBytes = reader.bytes("max_size") ?? maxSizeBytes
        backupCount = reader.integer("backup_count", in: 0...1000) ?? backupCount
        console = reader.flag("console") ?? console
    }
}

extension Monitoring.Metrics {
    /// `monitoring.metrics:`
    init(reading reader: NodeReader) {
        self.init()
        enabled = reader.flag("enabled") ?? enabled
        port = reader.integer("port", in: 1...65535)
        path = reader.urlPath("path")
        if enabled, port == nil {
            reader.findings.warning(
                at: reader.place(of: "enabled"), "metrics are enabled, and nobody knows at which port they are",
                fix: "write the port at which the server has them, or 'enabled: false'")
        }
    }
}
