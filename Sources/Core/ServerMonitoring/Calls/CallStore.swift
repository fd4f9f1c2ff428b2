import GRDB
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file of call records. Every call of it may wait for the disk.
struct CallStore {
    let database: DatabaseQueue
    private let limits: CallHistoryLimits
    private let clock: @Sendable () -> Timestamp
    private var writtenSinceLook = 0

    /// Opens the file, or makes it, for its owner alone; and removes what is too old.
    init(path: String, limits: CallHistoryLimits, clock: @escaping @Sendable () -> Timestamp) throws {
        self.limits = limits
        self.clock = clock
        makePrivate(path)
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Somebody may be looking with a tool of theirs.
        configuration.busyMode = .timeout(5)
        database = try DatabaseQueue(path: path, configuration: configuration)
        let migrator = Self.migrator
        if try database.read(migrator.hasBeenSuperseded) { throw NewerCallHistory() }
        try migrator.migrate(database)
        try prune()
    }

    func close() throws { try database.close() }

    /// Writes all of them or none.
    mutating func write(_ records: [CallRecord]) throws {
        try database.write { db in
            let statement = try db.cachedStatement(sql: Self.insertion)
            for record in records { try statement.execute(arguments: record.values) }
        }
        writtenSinceLook += records.count
        if writtenSinceLook >= limits.recordsBetweenLooks {
            writtenSinceLook = 0
            try prune()
        }
    }

    func calls(_ query: CallQuery) throws -> [CallRecord] {
        let (sql, arguments) = Self.selection(query)
        return try database.read { try Row.fetchAll($0, sql: sql, arguments: arguments).compactMap(CallRecord.init) }
    }

    func call(_ id: Int) throws -> CallRecord? {
        try database.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM call WHERE id = ?", arguments: [id]).flatMap(CallRecord.init)
        }
    }

    /// How SQLite goes about a question; for tests.
    func plan(of query: CallQuery) throws -> [String] {
        let (sql, arguments) = Self.selection(query)
        return try database.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map { $0["detail"] }
        }
    }

    /// Pretends that a later version has been here; for tests.
    func noteMigration(_ name: String) throws {
        try database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [name]) }
    }

    // MARK: What goes

    private func prune() throws {
        let oldest = clock() + (.zero - limits.age)
        try database.write { db in
            try db.execute(sql: "DELETE FROM call WHERE started_at < ?", arguments: [oldest.millisecondsSince1970])
            try db.execute(
                sql: "DELETE FROM call WHERE id <= (SELECT id FROM call ORDER BY id DESC LIMIT 1 OFFSET ?)",
                arguments: [limits.records])
            while let excess = try excess(db), excess > 0 {
                // A share of the records as large as the excess's share of the bytes: about right, and it comes round again.
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM call") ?? 0
                guard count > 0 else { return }
                try db.execute(
                    sql: "DELETE FROM call WHERE id IN (SELECT id FROM call ORDER BY id LIMIT ?)",
                    arguments: [max(1, Int(Double(count) * excess))])
            }
        }
    }

    /// Which share of the bytes in use is too much, and a tenth on top; `nil` when all is well.
    private func excess(_ db: Database) throws -> Double? {
        func number(_ pragma: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(pragma)") ?? 0 }
        // Pages that are free are used before the file grows.
        let used = try (number("page_count") - number("freelist_count")) * number("page_size")
        guard used > limits.fileBytes else { return nil }
        return Double(used - limits.fileBytes / 10 * 9) / Double(used)
    }
}

/// The file was written by a later version of us, and we do not know what it means.
struct NewerCallHistory: Error {}

/// Makes the file before SQLite does, which gives its other files the mode of this one; SQLite says what is wrong if it fails.
private func makePrivate(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    fchmod(descriptor, 0o600)
    close(descriptor)
}
