import ServerModel

extension ManagerMetrics {
    /// Where servers are in their lives, and how often they began anew.
    static func lives(_ facts: ManagerFacts) -> [MetricFamily] {
        let counts = facts.statuses.map { ($0, facts.runs[$0.id] ?? RunMetrics.Counts()) }
        func counter(_ name: String, _ help: String, _ value: KeyPath<RunMetrics.Counts, Int>) -> MetricFamily {
            MetricFamily(
                name, .counter, help: help, samples: counts.map { MetricSample(Double($1[keyPath: value]), labels($0)) })
        }
        return [
            MetricFamily(
                "mcp_manager_server_up", .gauge, help: "1 when the server has answered the MCP handshake and runs, else 0.",
                samples: facts.statuses.map { MetricSample($0.isUp ? 1 : 0, labels($0)) }),
            states(
                "mcp_manager_server_phase", "1 for the phase of its life the server is in, 0 for all others.", "phase",
                facts.statuses.map { ($0, $0.phase.name) }),
            counter("mcp_manager_server_runs_total", "Runs of the server that began since the daemon started.", \.runs),
            counter(
                "mcp_manager_server_restarts_total",
                "How often the server was started again because it had ended by itself, since the daemon started.", \.restarts),
            counter(
                "mcp_manager_server_failures_total",
                "How often the server could not be started, or was given up, since the daemon started.", \.failures),
        ]
    }

    static func health(_ facts: ManagerFacts) -> [MetricFamily] {
        let known = facts.statuses.compactMap { status in status.health.map { (status, $0) } }
        return [
            states(
                "mcp_manager_server_health", "1 for the state the server's health is in, 0 for all others.", "state",
                known.map { ($0, $1.state) }),
            MetricFamily(
                "mcp_manager_server_health_response_seconds", .gauge, help: "How long the server took to answer the last check.",
                samples: known.compactMap { status, health in
                    health.responseMilliseconds.map { MetricSample($0 / 1000, labels(status)) }
                }),
            MetricFamily(
                "mcp_manager_server_health_failures", .gauge, help: "Checks in a row without a good answer.",
                samples: known.map { MetricSample(Double($1.failures), labels($0)) }),
            MetricFamily(
                "mcp_manager_health_uptime_ratio", .gauge,
                help: "The share (0 to 1) of the known time in which the server served, over a window that ends now.",
                samples: facts.uptimes.sorted { $0.key < $1.key }.flatMap { server, uptimes in
                    uptimes.compactMap { uptime in
                        uptime.share.map { MetricSample($0, ["server": server.rawValue, "window": uptime.window]) }
                    }
                }),
        ]
    }

    static func sessions(_ statuses: [ServerStatus]) -> [MetricFamily] {
        [
            gauge("mcp_manager_sessions", "Clients connected to the server now.", statuses) { Double($0.sessions.count) },
            gauge(
                "mcp_manager_session_requests",
                "Requests that were sent to the server so far for the clients connected now; falls when one of them leaves.",
                statuses
            ) { Double($0.sessions.reduce(0) { $0 + $1.requests }) },
        ]
    }

    /// What the processes of servers use; nothing of servers that somebody else runs.
    static func resources(_ statuses: [ServerStatus]) -> [MetricFamily] {
        let counter = gauge(
            "mcp_manager_server_cpu_seconds_total",
            "Processor time used by the server's processes that live; begins anew with each run.", statuses
        ) { $0.use?.cpuSeconds }
        return [
            MetricFamily(counter.name, .counter, help: counter.help, samples: counter.samples),
            gauge("mcp_manager_server_resident_memory_bytes", "Memory that the server's processes hold.", statuses) {
                $0.use.map { Double($0.residentBytes) }
            },
            gauge("mcp_manager_server_open_files", "Files, sockets and pipes that the server's processes have open.", statuses) {
                $0.use?.openFiles.map(Double.init)
            },
            gauge("mcp_manager_server_threads", "Threads of the server's processes.", statuses) {
                $0.use.map { Double($0.threads) }
            },
            gauge("mcp_manager_server_processes", "Processes of the server.", statuses) {
                $0.use.map { Double($0.processes) }
            },
        ]
    }

    /// One sample for each state there is, 1 for the one a server is in.
    private static func states<State: RawRepresentable<String> & CaseIterable & Equatable>(
        _ name: String, _ help: String, _ label: String, _ current: [(ServerStatus, State)]
    ) -> MetricFamily {
        let samples = current.flatMap { status, current in
            State.allCases.map { state in
                MetricSample(state == current ? 1 : 0, labels(status).adding(label, state.rawValue))
            }
        }
        return MetricFamily(name, .gauge, help: help, samples: samples)
    }

    private static func gauge(
        _ name: String, _ help: String, _ statuses: [ServerStatus], _ value: (ServerStatus) -> Double?
    ) -> MetricFamily {
        MetricFamily(
            name, .gauge, help: help,
            samples: statuses.compactMap { status in value(status).map { MetricSample($0, labels(status)) } })
    }

    private static func labels(_ status: ServerStatus) -> MetricLabels { ["server": status.id.rawValue] }
}

extension ServerStatus {
    fileprivate var isUp: Bool {
        switch phase.name {
        case .ready, .degraded: true
        case .stopped, .starting, .stopping, .waiting, .failed, .disabled, .unknown, .needsSecret: false
        }
    }
}

extension Uptime {
    /// `1h`, `24h`, `7d`, `30d`.
    fileprivate var window: String {
        let hours = spanSeconds / 3600
        guard hours > 0, spanSeconds % 3600 == 0 else { return "\(spanSeconds)s" }
        return hours > 24 && hours % 24 == 0 ? "\(hours / 24)d" : "\(hours)h"
    }
}
