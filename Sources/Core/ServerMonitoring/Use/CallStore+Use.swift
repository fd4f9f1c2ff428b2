import GRDB
import ServerModel

/// The minutes of ``UseHistory``, in the same file as the calls.
extension CallStore {
    /// How long minutes are kept.
    static let useAge = Duration.seconds(7 * 86_400)

    static func addUse(to migrator: inout DatabaseMigrator) {
        migrator.registerMigration("use", foreignKeyChecks: .immediate) { db in
            try db.execute(
                sql: """
                    CREATE TABLE use_minute (
                        server TEXT NOT NULL, minute INTEGER NOT NULL, cpu REAL, cpu_seconds REAL NOT NULL,
                        resident_bytes INTEGER NOT NULL, open_files INTEGER, threads INTEGER NOT NULL, processes INTEGER NOT NULL,
                        PRIMARY KEY (server, minute)
                    ) WITHOUT ROWID;
                    """)
        }
    }

    /// Writes all of them or none, and removes what is too old once an hour.
    func write(_ minutes: [UseMinute]) throws {
        try database.write { db in
            // A daemon that was started again within a minute has two of it: the later one stays, but no peak is lost.
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO use_minute VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (server, minute) DO UPDATE SET
                        cpu = excluded.cpu, cpu_seconds = excluded.cpu_seconds,
                        resident_bytes = max(resident_bytes, excluded.resident_bytes),
                        open_files = max(ifnull(open_files, 0), ifnull(excluded.open_files, 0)),
                        threads = max(threads, excluded.threads), processes = max(processes, excluded.processes)
                    """)
            for minute in minutes {
                let use = minute.use
                try statement.execute(arguments: [
                    minute.server.rawValue, minute.minute, use.cpu, use.cpuSeconds, use.residentBytes, use.openFiles, use.threads,
                    use.processes,
                ])
            }
            guard let newest = minutes.map(\.minute).max(), newest % 60 == 0 else { return }
            try db.execute(
                sql: "DELETE FROM use_minute WHERE minute < ?", arguments: [newest - Self.useAge.components.seconds / 60])
        }
    }

    /// Oldest first.
    func minutes(of server: ServerID, since start: Timestamp) throws -> [ResourceSample] {
        let rows = try database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM use_minute WHERE server = ? AND minute >= ? ORDER BY minute",
                arguments: [server.rawValue, start.millisecondsSince1970 / 60_000])
        }
        return rows.map { row in
            let use = ResourceUse(
                cpu: row["cpu"], cpuSeconds: row["cpu_seconds"], residentBytes: row["resident_bytes"],
                openFiles: row["open_files"],
                threads: row["threads"], processes: row["processes"])
            return UseMinute(server: server, minute: row["minute"], use: use).sample
        }
    }
}

extension CallHistory {
    /// Writes minutes behind whatever waits. Never waits.
    func record(_ minutes: [UseMinute]) {
        inBackground { $0.write(minutes) }
    }

    func minutes(of server: ServerID, since start: Timestamp) async throws -> [ResourceSample] {
        try await asking { try $0.minutes(of: server, since: start) }
    }
}
