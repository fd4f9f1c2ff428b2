import GRDB
import ServerModel

/// What ``HealthRecorder`` keeps, in the same file as the calls: minutes, hours made of older minutes, and outages.
extension CallStore {
    /// Minutes older than this are summed up into hours.
    static let healthMinutesAge = Duration.seconds(48 * 3_600)
    /// Hours and outages older than this go.
    static let healthAge = Duration.seconds(400 * 86_400)
    static let outagesPerServer = 1_000
    /// A clock is believed when it comes to throwing away once so many of the minutes up to now were recorded under it: one that was
    /// set years ahead by mistake must not take the past with it.
    static let minutesOfTrust = 120

    static func addHealth(to migrator: inout DatabaseMigrator) {
        migrator.registerMigration("health", foreignKeyChecks: .immediate) { db in
            // Milliseconds in each state; microseconds of answers.
            let columns = """
                healthy INTEGER NOT NULL, degraded INTEGER NOT NULL, unhealthy INTEGER NOT NULL, not_found INTEGER NOT NULL,
                checks INTEGER NOT NULL, failures INTEGER NOT NULL, responses INTEGER NOT NULL,
                response_total INTEGER NOT NULL, response_max INTEGER NOT NULL
                """
            try db.execute(
                sql: """
                    CREATE TABLE health_minute (
                        server TEXT NOT NULL, minute INTEGER NOT NULL, \(columns), PRIMARY KEY (server, minute)
                    ) WITHOUT ROWID;
                    CREATE TABLE health_hour (
                        server TEXT NOT NULL, hour INTEGER NOT NULL, \(columns), PRIMARY KEY (server, hour)
                    ) WITHOUT ROWID;
                    CREATE TABLE outage (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, server TEXT NOT NULL,
                        began INTEGER NOT NULL, ended INTEGER, is_end_uncertain INTEGER NOT NULL DEFAULT 0,
                        state TEXT NOT NULL, cause TEXT, reason TEXT
                    );
                    CREATE INDEX outage_of_server ON outage (server, id);
                    CREATE INDEX outage_that_lasts ON outage (server) WHERE ended IS NULL;
                    """)
        }
    }

    /// Writes all of it or nothing.
    func write(_ batch: HealthBatch) throws {
        try database.write { db in
            if batch.endsOrphans { try endOrphans(db, at: batch.moment) }
            let addition = try db.cachedStatement(
                sql: """
                    INSERT INTO health_minute VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (server, minute) \(Self.adding)
                    """)
            for (key, sums) in batch.minutes {
                try addition.execute(arguments: [
                    key.server.rawValue, key.minute, sums.healthy, sums.degraded, sums.unhealthy, sums.notFound, sums.checks,
                    sums.failures, sums.responses, sums.responseTotal, sums.responseHighest,
                ])
            }
            for step in batch.steps { try write(step, db) }
            if batch.prunes { try pruneHealth(db, at: batch.moment) }
        }
    }

    private static let adding = """
        DO UPDATE SET healthy = healthy + excluded.healthy, degraded = degraded + excluded.degraded,
            unhealthy = unhealthy + excluded.unhealthy, not_found = not_found + excluded.not_found,
            checks = checks + excluded.checks, failures = failures + excluded.failures, responses = responses + excluded.responses,
            response_total = response_total + excluded.response_total, response_max = max(response_max, excluded.response_max)
        """

    /// Lets the file grow no more, as on a full disk, or again; for tests.
    func setFull(_ isFull: Bool) throws {
        try database.writeWithoutTransaction { db in
            // One page is less than there are: it stays at those.
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(isFull ? 1 : 1 << 30)")
        }
    }

    /// How many rows a table has; for tests.
    func count(_ table: String) throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }

    // MARK: Outages

    private func write(_ step: HealthBatch.Step, _ db: Database) throws {
        switch step {
        case .began(let outage):
            try db.execute(
                sql: "INSERT INTO outage (server, began, state, cause, reason) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    outage.server.rawValue, outage.began.millisecondsSince1970, outage.state.rawValue, outage.cause?.rawValue,
                    outage.reason,
                ])
            try db.execute(
                sql: """
                    DELETE FROM outage WHERE server = ? AND id <=
                        (SELECT id FROM outage WHERE server = ? ORDER BY id DESC LIMIT 1 OFFSET \(Self.outagesPerServer))
                    """,
                arguments: [outage.server.rawValue, outage.server.rawValue])
        case .explained(let server, let state, let cause, let reason):
            try db.execute(
                sql: "UPDATE outage SET state = ?, cause = ?, reason = ? WHERE server = ? AND ended IS NULL",
                arguments: [state.rawValue, cause?.rawValue, reason, server.rawValue])
        case .ended(let server, let moment, let isUncertain):
            try db.execute(
                sql: "UPDATE outage SET ended = max(began, ?), is_end_uncertain = ? WHERE server = ? AND ended IS NULL",
                arguments: [moment.millisecondsSince1970, isUncertain, server.rawValue])
        }
    }

    /// Outages that lasted when an earlier daemon ended are ended when the server was last seen.
    private func endOrphans(_ db: Database, at now: Timestamp) throws {
        try db.execute(
            sql: """
                UPDATE outage SET is_end_uncertain = 1, ended = max(began, ifnull((
                    SELECT minute * 60000 + min(60000, healthy + degraded + unhealthy + not_found) FROM health_minute
                    WHERE server = outage.server AND minute <= ? ORDER BY minute DESC LIMIT 1), 0))
                WHERE ended IS NULL
                """,
            arguments: [now.millisecondsSince1970.minute])
    }

    // MARK: What is old

    private func pruneHealth(_ db: Database, at now: Timestamp) throws {
        let minute = now.millisecondsSince1970.minute
        let oldest = (now + (.zero - Self.healthMinutesAge)).millisecondsSince1970.hour * 60
        let lived = try Int.fetchOne(
            db, sql: "SELECT count(DISTINCT minute) FROM health_minute WHERE minute BETWEEN ? AND ?", arguments: [oldest, minute])
        guard let lived, lived >= Self.minutesOfTrust else { return }
        // A minute in which the clock was set back has more than 60 s.
        try db.execute(
            sql: """
                INSERT INTO health_hour
                SELECT server, (minute - (minute % 60 + 60) % 60) / 60, \(Self.stateSums), sum(checks), sum(failures), sum(responses),
                    sum(response_total), max(response_max)
                FROM (
                    SELECT *, CASE WHEN healthy + degraded + unhealthy + not_found > 60000
                        THEN 60000.0 / (healthy + degraded + unhealthy + not_found) ELSE 1.0 END AS scale FROM health_minute)
                WHERE minute < ? GROUP BY 1, 2 ON CONFLICT (server, hour) \(Self.adding);
                """,
            arguments: [oldest])
        try db.execute(sql: "DELETE FROM health_minute WHERE minute < ?", arguments: [oldest])
        let age = now + (.zero - Self.healthAge)
        try db.execute(sql: "DELETE FROM health_hour WHERE hour < ?", arguments: [age.millisecondsSince1970.hour])
        try db.execute(sql: "DELETE FROM outage WHERE ended < ?", arguments: [age.millisecondsSince1970])
    }

    private static let stateSums = ["healthy", "degraded", "unhealthy", "not_found"]
        .map { "CAST(round(sum(\($0) * scale)) AS INTEGER)" }.joined(separator: ", ")
}

extension Int64 {
    /// The hour since 1970 in which a millisecond since 1970 is.
    var hour: Int64 { self >= 0 ? self / 3_600_000 : (self + 1) / 3_600_000 - 1 }
}
