import GRDB
import ServerModel

/// Time cut into cells: states for strips, answers for charts.
extension CallStore {
    /// Cells of a strip of ``uptimeSpans``; so the shortest cell, a minute, is longer than checks are apart.
    static let stripCells = 60
    /// A strip for a list: two hours in cells of five minutes.
    static let briefSpan = 7_200
    static let briefCells = 24
    /// Calls whose times are looked at, at most.
    static let mostCallTimes = 20_000

    /// The states in `span` seconds up to now, and the checks in each cell in which there was one.
    func strip(
        of server: ServerID, at now: Timestamp, span: Int, cells count: Int
    ) throws -> (strip: HealthStrip, points: [HealthPoint]) {
        var strip = HealthStrip(spanSeconds: span, count: count, at: now)
        let length = strip.cellMilliseconds
        let first = strip.start.millisecondsSince1970
        let rows = try database.read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.stripQuestion),
                arguments: [
                    "server": server.rawValue, "length": length, "firstMinute": first.minute,
                    "lastMinute": now.millisecondsSince1970.minute, "firstHour": (first + 3_599_999).hour,
                    "lastHour": now.millisecondsSince1970.hour,
                ])
        }
        var letters = Array(strip.cells.utf8)
        var points: [HealthPoint] = []
        for row in rows {
            let cell: Int64 = row["cell"]
            let index = Int(cell - first / length)
            guard letters.indices.contains(index) else { continue }
            letters[index] = Self.worst(row).stripLetter
            if let point = HealthPoint(row, time: Timestamp(millisecondsSince1970: cell * length)) { points.append(point) }
        }
        strip.cells = String(decoding: letters, as: UTF8.self)
        return (strip, points)
    }

    /// How long the calls in the last `seconds` took; `nil` when there was none.
    func callTimes(of server: ServerID, at now: Timestamp, seconds: Int) throws -> CallTimes? {
        let durations = try database.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT duration FROM call WHERE server = ? AND started_at BETWEEN ? AND ?
                    ORDER BY started_at DESC LIMIT ?
                    """,
                arguments: [
                    server.rawValue, now.millisecondsSince1970 - Int64(seconds) * 1_000, now.millisecondsSince1970,
                    Self.mostCallTimes,
                ])
        }
        return CallTimes(spanSeconds: seconds, of: durations.map { Double($0) / 1_000 })
    }

    private static func worst(_ row: Row) -> HealthState {
        func lasted(_ column: String) -> Bool { (row[column] as Int64) > 0 }
        if lasted("unhealthy") || lasted("not_found") { return .unhealthy }
        if lasted("degraded") { return .degraded }
        return lasted("healthy") ? .healthy : .unknown
    }

    /// A minute or an hour belongs to the cell in which it begins.
    private static let stripQuestion = """
        SELECT cell, sum(healthy) AS healthy, sum(degraded) AS degraded, sum(unhealthy) AS unhealthy, sum(not_found) AS not_found,
            sum(checks) AS checks, sum(failures) AS failures, sum(responses) AS responses, sum(response_total) AS total,
            max(response_max) AS highest
        FROM (
            SELECT minute * 60000 / :length AS cell, healthy, degraded, unhealthy, not_found, checks, failures, responses,
                response_total, response_max
            FROM health_minute WHERE server = :server AND minute BETWEEN :firstMinute AND :lastMinute
            UNION ALL
            SELECT hour * 3600000 / :length AS cell, healthy, degraded, unhealthy, not_found, checks, failures, responses,
                response_total, response_max
            FROM health_hour WHERE server = :server AND hour BETWEEN :firstHour AND :lastHour
        ) GROUP BY cell ORDER BY cell
        """
}

extension HealthPoint {
    /// Of sums; `nil` when nothing was checked.
    fileprivate init?(_ row: Row, time: Timestamp) {
        let (checks, responses): (Int, Int64) = (row["checks"], row["responses"])
        guard checks > 0 else { return nil }
        let (total, highest): (Int64, Int64) = (row["total"], row["highest"])
        self.init(
            time: time, meanMilliseconds: responses > 0 ? Double(total) / Double(responses) / 1_000 : nil,
            highestMilliseconds: responses > 0 ? Double(highest) / 1_000 : nil, checks: checks, failures: row["failures"])
    }
}
