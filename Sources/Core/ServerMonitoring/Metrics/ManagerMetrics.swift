import ServerModel

/// What the manager says of itself and its servers at `/metrics`. Pure.
///
/// Calls of tools are ``CallMetrics``; what servers say themselves is ``ExpositionReading``.
public enum ManagerMetrics {
    /// In the order in which they are written; a family that nothing is known of has no samples.
    public static func families(_ facts: ManagerFacts) -> [MetricFamily] {
        manager(facts) + lives(facts) + health(facts) + sessions(facts.statuses) + resources(facts.statuses) + logs(facts)
            + alerts(facts.alerts) + process(facts.process)
    }

    private static func manager(_ facts: ManagerFacts) -> [MetricFamily] {
        [
            MetricFamily(
                "mcp_manager_info", .gauge, help: "Always 1; the version of the daemon is a label.",
                samples: [MetricSample(1, ["version": facts.daemon.version])]),
            MetricFamily(
                "mcp_manager_start_time_seconds", .gauge, help: "When the daemon started, in seconds since 1970.",
                samples: [MetricSample(seconds(facts.daemon.startedAt))]),
            MetricFamily(
                "mcp_manager_troubles", .gauge,
                help: "How many things are wrong with the daemon itself; 'mcp-manager doctor' names them.",
                samples: [MetricSample(Double(facts.daemon.troubles.count))]),
        ]
    }

    private static func logs(_ facts: ManagerFacts) -> [MetricFamily] {
        let samples = facts.logLines.sorted { $0.key < $1.key }.flatMap { server, counts in
            counts.sorted { $0.key < $1.key }.map { level, count in
                MetricSample(Double(count), ["server": server.rawValue, "level": level.isEmpty ? "none" : level])
            }
        }
        return [
            MetricFamily(
                "mcp_manager_log_lines_total", .counter,
                help: "Lines kept in the server's log since the daemon started, by the level they state; none: they state none.",
                samples: samples)
        ]
    }

    private static func alerts(_ overview: AlertOverview?) -> [MetricFamily] {
        struct Kind: Hashable {
            var rule: String
            var severity: Severity
            var state: Alert.State
        }
        guard let overview else { return [] }
        var counts: [Kind: Int] = [:]
        // Rules that are all right say so with a zero.
        for rule in overview.rules where rule.isEnabled {
            for state in [Alert.State.pending, .firing] {
                counts[Kind(rule: rule.name, severity: rule.severity, state: state)] = 0
            }
        }
        // Of those that are over only the newest are known, which is no number of anything.
        for alert in overview.alerts where alert.state != .resolved {
            counts[Kind(rule: alert.rule, severity: alert.severity, state: alert.state), default: 0] += 1
        }
        let samples = counts.map { kind, count in
            MetricSample(
                Double(count), ["rule": kind.rule, "severity": kind.severity.rawValue, "state": kind.state.rawValue])
        }
        return [
            MetricFamily(
                "mcp_manager_alerts", .gauge,
                help: "Alerts there are now: pending (it has not lasted long enough to tell anybody) or firing.",
                samples: samples.sorted { $0.labels.all.map(\.value).lexicographicallyPrecedes($1.labels.all.map(\.value)) })
        ]
    }

    static func seconds(_ moment: Timestamp) -> Double { Double(moment.millisecondsSince1970) / 1000 }
}
