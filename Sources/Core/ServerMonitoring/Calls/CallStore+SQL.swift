import GRDB
import ServerModel

extension CallStore {
    /// Each step that led to the present tables; never changed once released, only added to.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("calls", foreignKeyChecks: .immediate) { db in
            // AUTOINCREMENT: a number once shown to somebody never becomes another call's.
            try db.execute(
                sql: """
                    CREATE TABLE call (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        server TEXT NOT NULL, client TEXT, session INTEGER NOT NULL, tool TEXT NOT NULL,
                        started_at INTEGER NOT NULL, duration INTEGER NOT NULL,
                        request_bytes INTEGER NOT NULL, response_bytes INTEGER NOT NULL,
                        outcome TEXT NOT NULL, problem TEXT, arguments TEXT, result TEXT,
                        arguments_masked INTEGER NOT NULL, arguments_cut INTEGER NOT NULL,
                        result_masked INTEGER NOT NULL, result_cut INTEGER NOT NULL
                    );
                    CREATE INDEX call_of_server ON call (server, id);
                    CREATE INDEX call_of_tool ON call (tool, id);
                    CREATE INDEX call_that_failed ON call (id) WHERE outcome <> 'ok';
                    CREATE INDEX call_by_age ON call (started_at);
                    """)
        }
        addUse(to: &migrator)
        addHealth(to: &migrator)
        return migrator
    }

    static let insertion = """
        INSERT INTO call (server, client, session, tool, started_at, duration, request_bytes, response_bytes, outcome,
            problem, arguments, result, arguments_masked, arguments_cut, result_masked, result_cut)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static func selection(_ query: CallQuery) -> (sql: String, arguments: StatementArguments) {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let server = query.server {
            conditions.append("server = ?")
            arguments += [server.rawValue]
        }
        if let tool = query.tool {
            conditions.append("tool = ?")
            arguments += [tool]
        }
        if let before = query.before {
            conditions.append("id < ?")
            arguments += [before]
        }
        // Written out: only so can the index of the failed ones be used.
        if query.failedOnly { conditions.append("outcome <> 'ok'") }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        arguments += [query.limit]
        return ("SELECT * FROM call\(filter) ORDER BY id DESC LIMIT ?", arguments)
    }
}

extension CallRecord {
    /// In the order of ``CallStore/insertion``.
    fileprivate var columns: [(any DatabaseValueConvertible)?] {
        [
            server.rawValue, client, session, tool, startedAt.millisecondsSince1970, durationMicroseconds, requestBytes,
            responseBytes, outcome.rawValue, problem, arguments, result, argumentsLoss?.maskedPlaces ?? 0,
            argumentsLoss?.cutBytes ?? 0, resultLoss?.maskedPlaces ?? 0, resultLoss?.cutBytes ?? 0,
        ]
    }

    var values: StatementArguments { StatementArguments(columns) }

    /// `nil` for a row that is none of ours.
    init?(_ row: Row) {
        guard let server = try? ServerID(row["server"]), let outcome = Outcome(rawValue: row["outcome"]) else { return nil }
        self.init(
            id: row["id"], server: server, client: row["client"], session: row["session"], tool: row["tool"],
            startedAt: Timestamp(millisecondsSince1970: row["started_at"]), durationMicroseconds: row["duration"],
            requestBytes: row["request_bytes"], responseBytes: row["response_bytes"], outcome: outcome, problem: row["problem"],
            arguments: row["arguments"], result: row["result"],
            argumentsLoss: TextLoss(row["arguments_masked"], row["arguments_cut"]),
            resultLoss: TextLoss(row["result_masked"], row["result_cut"]))
    }
}

extension TextLoss {
    fileprivate init?(_ maskedPlaces: Int, _ cutBytes: Int) {
        if maskedPlaces + cutBytes == 0 { return nil }
        self.init(maskedPlaces: maskedPlaces, cutBytes: cutBytes)
    }
}
