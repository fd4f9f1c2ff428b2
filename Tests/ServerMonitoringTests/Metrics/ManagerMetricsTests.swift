import ServerModel
import ServerMonitoring
import Testing

struct `What the manager says of itself` {
    private let now = Timestamp(millisecondsSince1970: 1_800_000_000_500)
    private let demo: ServerID

    init() throws { demo = try ServerID("demo") }

    private var daemon: DaemonInfo {
        DaemonInfo(version: "1.2.3", processID: 7, home: "/h", startedAt: now, servers: 1, sessions: 0)
    }

    private func lines(
        _ status: ServerStatus? = nil, of name: String, change: (inout ManagerFacts) -> Void = { _ in }
    ) -> [String] {
        var facts = ManagerFacts(statuses: status.map { [$0] } ?? [], daemon: daemon)
        change(&facts)
        let families = ManagerMetrics.families(facts).filter { $0.name == name }
        return String(decoding: Exposition.write(families), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    private func status(_ phase: Phase, health: Health? = nil, use: ResourceUse? = nil) -> ServerStatus {
        ServerStatus(
            id: demo, phase: phase, since: now, use: use,
            sessions: [SessionInfo(id: 1, since: now, requests: 4), SessionInfo(id: 2, since: now, requests: 5)], health: health)
    }

    @Test func `has a version and a beginning`() {
        #expect(lines(of: "mcp_manager_info") == [#"mcp_manager_info{version="1.2.3"} 1"#])
        #expect(lines(of: "mcp_manager_start_time_seconds") == ["mcp_manager_start_time_seconds 1800000000.5"])
    }

    @Test func `shows each phase, one of them with a 1`() {
        let shown = lines(status(.ready), of: "mcp_manager_server_phase")
        #expect(shown.count == Phase.Name.allCases.count)
        #expect(shown.filter { $0.hasSuffix(" 1") } == [#"mcp_manager_server_phase{phase="ready",server="demo"} 1"#])
    }

    @Test(arguments: [
        (Phase.ready, 1), (.degraded(reason: "slow"), 1), (.starting, 0), (.stopped, 0),
        (.unknown(reason: "no route"), 0),
    ])
    func `says up of a server that has answered the handshake`(phase: Phase, up: Int) {
        #expect(lines(status(phase), of: "mcp_manager_server_up") == [#"mcp_manager_server_up{server="demo"} \#(up)"#])
    }

    @Test func `tells health, and how long the answer took`() {
        let health = Health(state: .notFound, since: now, responseMilliseconds: 12.5, failures: 3)
        let shown = status(.failed(ErrorReport(code: "a", problem: "b", remedy: "c")), health: health)
        #expect(
            lines(shown, of: "mcp_manager_server_health").filter { $0.hasSuffix(" 1") }
                == [#"mcp_manager_server_health{server="demo",state="not-found"} 1"#])
        #expect(
            lines(shown, of: "mcp_manager_server_health_response_seconds")
                == [#"mcp_manager_server_health_response_seconds{server="demo"} 0.0125"#])
        #expect(
            lines(shown, of: "mcp_manager_server_health_failures") == [#"mcp_manager_server_health_failures{server="demo"} 3"#])
        #expect(lines(status(.ready), of: "mcp_manager_server_health").isEmpty)
    }

    @Test func `counts runs, sessions and their requests`() {
        let runs = RunMetrics.Counts(runs: 5, restarts: 2, failures: 1)
        for (name, value) in [("runs", 5), ("restarts", 2), ("failures", 1)] {
            let name = "mcp_manager_server_\(name)_total"
            #expect(lines(status(.ready), of: name) { $0.runs[demo] = runs } == ["\(name){server=\"demo\"} \(value)"])
            #expect(lines(status(.ready), of: name) == ["\(name){server=\"demo\"} 0"])
        }
        #expect(lines(status(.ready), of: "mcp_manager_sessions") == [#"mcp_manager_sessions{server="demo"} 2"#])
        #expect(lines(status(.ready), of: "mcp_manager_session_requests") == [#"mcp_manager_session_requests{server="demo"} 9"#])
    }

    @Test func `tells what processes use, and nothing where nobody knows`() {
        let use = ResourceUse(cpuSeconds: 1.25, residentBytes: 4_096, openFiles: nil, threads: 3, processes: 2)
        let shown = status(.ready, use: use)
        #expect(
            lines(shown, of: "mcp_manager_server_cpu_seconds_total")
                == [#"mcp_manager_server_cpu_seconds_total{server="demo"} 1.25"#])
        #expect(
            lines(shown, of: "mcp_manager_server_resident_memory_bytes")
                == [#"mcp_manager_server_resident_memory_bytes{server="demo"} 4096"#])
        #expect(lines(shown, of: "mcp_manager_server_open_files").isEmpty)
        #expect(lines(status(.ready), of: "mcp_manager_server_threads").isEmpty)
    }

    @Test func `has the daemon's own process under the usual names`() {
        let process = OwnProcess(cpuSeconds: 0.5, residentBytes: 1_000, openFileLimit: 1_024)
        #expect(lines(of: "process_resident_memory_bytes") { $0.process = process } == ["process_resident_memory_bytes 1000"])
        #expect(lines(of: "process_max_fds") { $0.process = process } == ["process_max_fds 1024"])
        #expect(lines(of: "process_open_fds") { $0.process = process }.isEmpty)
        #expect(lines(of: "process_cpu_seconds_total").isEmpty)
    }

    @Test func `counts alerts that are, and shows a zero for rules that are all right`() {
        let rule = AlertRule(name: "server-down", condition: .drift, severity: .error)
        let off = AlertRule(name: "off", condition: .drift, isEnabled: false)
        func alert(_ id: String, _ state: Alert.State) -> Alert {
            Alert(id: id, rule: "server-down", severity: .error, state: state, message: "", began: now)
        }
        let overview = AlertOverview(
            alerts: [alert("a", .firing), alert("b", .firing), alert("c", .resolved)], silences: [], rules: [rule, off],
            channels: [])
        #expect(
            lines(of: "mcp_manager_alerts") { $0.alerts = overview } == [
                #"mcp_manager_alerts{rule="server-down",severity="error",state="firing"} 2"#,
                #"mcp_manager_alerts{rule="server-down",severity="error",state="pending"} 0"#,
            ])
    }

    @Test func `counts log lines by level, and those without one`() {
        #expect(
            lines(of: "mcp_manager_log_lines_total") { $0.logLines[demo] = ["error": 2, "": 7] } == [
                #"mcp_manager_log_lines_total{level="none",server="demo"} 7"#,
                #"mcp_manager_log_lines_total{level="error",server="demo"} 2"#,
            ])
    }

    @Test func `tells the share of time served for each window of which anything is known`() {
        let uptimes = [3_600, 86_400, 604_800, 2_592_000, 90].map {
            Uptime(spanSeconds: $0, healthySeconds: 30, degradedSeconds: 15, unhealthySeconds: 15)
        }
        let shown = lines(of: "mcp_manager_health_uptime_ratio") { $0.uptimes[demo] = uptimes + [Uptime(spanSeconds: 60)] }
        #expect(
            shown
                == ["1h", "24h", "7d", "30d", "90s"].map {
                    "mcp_manager_health_uptime_ratio{server=\"demo\",window=\"\($0)\"} 0.75"
                })
    }

    @Test func `is there once, explained, and in our name`() {
        let use = ResourceUse(openFiles: 1)
        let health = Health(state: .healthy, since: now, responseMilliseconds: 1)
        let facts = ManagerFacts(
            statuses: [status(.ready, health: health, use: use)], daemon: daemon,
            alerts: AlertOverview(alerts: [], silences: [], rules: [AlertRule(name: "a", condition: .drift)], channels: []),
            logLines: [demo: ["info": 1]], uptimes: [demo: [Uptime(spanSeconds: 60, healthySeconds: 60)]],
            process: OwnProcess(cpuSeconds: 1, residentBytes: 1, openFiles: 1, openFileLimit: 1, startedAtSeconds: 1))
        let families = ManagerMetrics.families(facts)
        var collection = MetricCollection()
        #expect(families.reduce(0) { $0 + collection.add($1) } == 0)
        #expect(collection.families == families)
        #expect(ExpositionReader().read(Exposition.write(families)).families == families)
        for family in families {
            #expect(family.name.hasPrefix("mcp_manager_") || family.name.hasPrefix("process_"))
            #expect(family.help.hasSuffix("."), "\(family.name)")
            #expect((family.kind == .counter) == family.name.hasSuffix("_total"), "\(family.name)")
        }
    }
}
