import GRDB
import ServerModel

/// What is asked of the history of health.
extension CallStore {
    /// One hour, 24 hours, 7 days, 30 days.
    static let uptimeSpans = [3_600, 86_400, 604_800, 2_592_000]

    /// Up to `now`, over each of ``uptimeSpans``.
    func uptime(of server: ServerID, at now: Timestamp) throws -> [Uptime] {
        let now = now.millisecondsSince1970
        return try database.read { db in
            let statement = try db.cachedStatement(sql: Self.uptimeQuestion)
            // What a longer span has before a shorter one: so no row is read twice, but those that are cut in two.
            var end = now
            var sum = KnownTime()
            return try Self.uptimeSpans.map { span in
                let start = now - Int64(span) * 1_000
                // Of the minute or hour that goes on, all that is known has gone by.
                let reach = end == now ? end + 3_600_000 : end
                let row = try Row.fetchOne(
                    statement,
                    arguments: [
                        "server": server.rawValue, "start": start, "end": end, "reach": reach, "firstMinute": start.minute,
                        "lastMinute": end.minute, "firstHour": start.hour, "lastHour": end.hour,
                    ])
                row.map { sum.add($0) }
                end = start
                return sum.uptime(over: span)
            }
        }
    }

    /// The newest first.
    func outages(of server: ServerID, limit: Int) throws -> [Outage] {
        try database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM outage WHERE server = ? ORDER BY id DESC LIMIT ?", arguments: [server.rawValue, limit])
        }.compactMap(Outage.init)
    }

    /// Equal parts of the last `minutes`, oldest first, without those in which nothing was checked.
    func healthPoints(of server: ServerID, at now: Timestamp, minutes: Int, parts: Int) throws -> [HealthPoint] {
        // Parts begin at multiples of their length: a point that was shown once stays where it is.
        let length = max(1, Int64(max(1, minutes) / max(1, parts)))
        let last = now.millisecondsSince1970.minute
        let first = last - last % length - (Int64(max(1, min(parts, minutes))) - 1) * length
        let rows = try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT minute / ? AS part, sum(checks) AS checks, sum(failures) AS failures, sum(responses) AS responses,
                        sum(response_total) AS total, max(response_max) AS highest
                    FROM health_minute WHERE server = ? AND minute BETWEEN ? AND ? AND checks > 0 GROUP BY part ORDER BY part
                    """,
                arguments: [length, server.rawValue, first, last])
        }
        return rows.map { row in
            let (responses, total, highest): (Int64, Int64, Int64) = (row["responses"], row["total"], row["highest"])
            let part: Int64 = row["part"]
            return HealthPoint(
                time: Timestamp(millisecondsSince1970: part * length * 60_000),
                meanMilliseconds: responses > 0 ? Double(total) / Double(responses) / 1_000 : nil,
                highestMilliseconds: responses > 0 ? Double(highest) / 1_000 : nil, checks: row["checks"],
                failures: row["failures"])
        }
    }

    /// Where a span begins in the middle of a minute or an hour, of its time a share is taken; and nowhere more than has room in it,
    /// as there is after the clock was set back.
    private static let uptimeQuestion = """
        WITH part AS (
            SELECT minute * 60000 AS start, 60000 AS length, healthy, degraded, unhealthy, not_found FROM health_minute
            WHERE server = :server AND minute BETWEEN :firstMinute AND :lastMinute
            UNION ALL
            SELECT hour * 3600000 AS start, 3600000 AS length, healthy, degraded, unhealthy, not_found FROM health_hour
            WHERE server = :server AND hour BETWEEN :firstHour AND :lastHour
        ), weighed AS (
            SELECT *, healthy + degraded + unhealthy + not_found AS known,
                max(0, min(start + length, :end) - max(start, :start)) AS room,
                (min(start + length, :reach) - max(start, :start)) * 1.0 / length AS weight
            FROM part
        ), scaled AS (
            SELECT *, CASE WHEN known * weight > room THEN room * 1.0 / known ELSE weight END AS share FROM weighed
        )
        SELECT total(healthy * share) / 1000 AS healthy, total(degraded * share) / 1000 AS degraded,
            total(unhealthy * share) / 1000 AS unhealthy, total(not_found * share) / 1000 AS not_found FROM scaled
        """
}

/// Seconds in each state.
private struct KnownTime {
    var healthy = 0.0
    var degraded = 0.0
    var unhealthy = 0.0
    var notFound = 0.0

    mutating func add(_ row: Row) {
        healthy += row["healthy"]
        degraded += row["degraded"]
        unhealthy += row["unhealthy"]
        notFound += row["not_found"]
    }

    func uptime(over span: Int) -> Uptime {
        let known = healthy + degraded + unhealthy + notFound
        // An hour that was summed up, and minutes of it that came later, may be more than it.
        let scale = known > Double(span) ? Double(span) / known : 1
        return Uptime(
            spanSeconds: span, healthySeconds: healthy * scale, degradedSeconds: degraded * scale,
            unhealthySeconds: unhealthy * scale, notFoundSeconds: notFound * scale, unknownSeconds: max(0, Double(span) - known))
    }
}

extension Outage {
    /// `nil` for a row that a person changed so that it means nothing any more.
    fileprivate init?(_ row: Row) {
        guard let name: String = row["server"], let server = try? ServerID(name), let word: String = row["state"],
            let state = HealthState(rawValue: word)
        else { return nil }
        let (cause, ended): (String?, Int64?) = (row["cause"], row["ended"])
        self.init(
            id: row["id"], server: server, began: Timestamp(millisecondsSince1970: row["began"]),
            ended: ended.map(Timestamp.init(millisecondsSince1970:)), isEndUncertain: row["is_end_uncertain"], state: state,
            cause: cause.flatMap(HealthCause.init), reason: row["reason"])
    }
}
