import ServerModel

@testable import TerminalApp

/// The past of the household.
extension Sample {
    static func health(
        _ state: HealthState = .healthy, _ milliseconds: Double? = 4, cause: HealthCause? = nil, reason: String? = nil,
        remedy: String? = nil, since: String = "2026-11-20T09:14:00.000Z"
    ) -> Health {
        Health(
            state: state, cause: cause, reason: reason, remedy: remedy, since: at(since),
            checkedAt: at("2026-11-22T14:02:07.000Z"),
            responseMilliseconds: milliseconds)
    }

    /// The household, with what checks found.
    static var checked: [ServerStatus] {
        var servers = household
        for index in servers.indices {
            switch servers[index].phase {
            case .ready: servers[index].health = health(.healthy, [4, 1, 31, 0.4][index % 4])
            case .degraded:
                servers[index].health = health(
                    .degraded, 1_240, cause: .slow, reason: "answers take 1.2 s, usually 30 ms",
                    remedy: "see what it does in its log", since: "2026-11-22T13:58:02.000Z")
            case .failed(let error):
                servers[index].health = health(
                    .unhealthy, nil, cause: .failed, reason: error.problem, remedy: error.remedy,
                    since: "2026-11-22T14:02:15.000Z")
            default: servers[index].health = health(.unknown, nil, cause: .stopped)
            }
        }
        return servers
    }

    /// Cells up to now, of which the last are given and those before are healthy, or unknown.
    static func strip(_ span: Int, _ count: Int, before: Character = "h", _ last: String) -> HealthStrip {
        var strip = HealthStrip(spanSeconds: span, count: count, at: now)
        strip.cells = String(repeating: before, count: count - last.count) + last
        return strip
    }

    static func history(_ name: String, _ current: Health) -> HealthHistory {
        let strips = [
            strip(3_600, 60, "hhhhhhhhhh"), strip(86_400, 60, "dhhhhhhhuuhhhhhhhhhhhhhhhhhhh"),
            strip(604_800, 60, before: ".", "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhuhhhhhhh"),
            strip(2_592_000, 60, before: ".", "hhhhhhhhhhhhhhhhhhhhhhhhuhhhhhhhhhhh"),
        ]
        return HealthHistory(
            server: id(name), current: current,
            uptime: [
                Uptime(spanSeconds: 3_600, healthySeconds: 3_600),
                Uptime(spanSeconds: 86_400, healthySeconds: 85_000, degradedSeconds: 709, unhealthySeconds: 691),
                Uptime(spanSeconds: 604_800, healthySeconds: 500_000, unhealthySeconds: 1_500, unknownSeconds: 103_300),
                Uptime(spanSeconds: 2_592_000, healthySeconds: 1_500_000, unhealthySeconds: 4_500, unknownSeconds: 1_087_500),
            ],
            outages: outages(name), points: [], strips: strips, charts: strips.map(points),
            callTimes: CallTimes(spanSeconds: 3_600, calls: 412, p50Milliseconds: 4, p95Milliseconds: 38, p99Milliseconds: 120))
    }

    static func outages(_ name: String) -> [Outage] {
        [
            Outage(
                id: 9, server: id(name), began: at("2026-11-22T06:12:00.000Z"), ended: at("2026-11-22T06:14:10.000Z"),
                state: .unhealthy, cause: .crashed, reason: "exit 137: out of memory at 512 MB; started again at once"),
            Outage(
                id: 8, server: id(name), began: at("2026-11-21T21:40:00.000Z"), ended: at("2026-11-21T21:40:41.000Z"),
                state: .unhealthy, cause: .clogged, reason: "it does not read its input: what is sent to it waits in a full pipe"),
            Outage(
                id: 7, server: id(name), began: at("2026-11-16T09:03:00.000Z"), ended: at("2026-11-16T09:03:06.000Z"),
                isEndUncertain: true, state: .notFound, cause: .missing, reason: "uvx is not installed"),
        ]
    }

    /// Answers that swing between 10 and 60 ms, with a failed check in the middle.
    static func points(_ strip: HealthStrip) -> [HealthPoint] {
        (0..<60).compactMap { index in
            guard index != 17 else { return nil }
            let time = strip.start + .milliseconds(Int64(index) * strip.cellMilliseconds)
            let value = 10 + Double((index * 7) % 11) * 5
            let isPeak = (31...33).contains(index)
            return HealthPoint(
                time: time, meanMilliseconds: value, highestMilliseconds: isPeak ? value + 50 : value, checks: 2,
                failures: isPeak ? 1 : 0)
        }
    }

    /// An hour of samples, one for each minute, without the first ten.
    static var use: [ResourceSample] {
        (0..<50).map { minute in
            ResourceSample(
                time: now + .seconds((minute - 49) * 60),
                use: ResourceUse(
                    cpu: minute % 13 == 0 ? 0.3 : 0.002, residentBytes: 60_000_000 + minute % 17 * 1_000_000, openFiles: 14,
                    threads: 9,
                    processes: 2))
        }
    }

    static var summaries: [HealthSummary] {
        checked.map { server in
            let cells: String =
                switch server.phase {
                case .ready: "hhhhhhhhhhhhhhhhhhhhhhhh"
                case .degraded: "hhhhhhhhhhhhhdddhhhhhhdd"
                case .failed: "hhhhhhhhhhhhuuuuuuuuduuu"
                default: "........................"
                }
            return HealthSummary(
                server: server.id, current: server.health ?? health(), uptime: [], strip: strip(7_200, 24, cells))
        }
    }

    static func alert(_ name: String, _ message: String, state: Alert.State = .firing) -> Alert {
        Alert(
            id: "memory/\(name)", rule: "memory", server: id(name), severity: .warning, state: state, message: message,
            began: at("2026-11-22T13:40:00.000Z"), firedAt: at("2026-11-22T13:45:00.000Z"),
            resolvedAt: state == .resolved ? at("2026-11-22T13:50:00.000Z") : nil)
    }
}
