import ServerModel
import Testing

@testable import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Logs on disk, as servers leave them behind.
struct WrittenLogs {
    let folder: TemporaryFolder
    private(set) var sources: [LogSource] = []

    init(_ names: [String] = ["one"]) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        sources = try names.map {
            LogSource(server: try ServerID($0), path: "\(folder.path)/\($0).log", namesServer: names.count > 1)
        }
    }

    func path(_ log: Int = 0, file number: Int = 0) -> String { sources[log].path + (number == 0 ? "" : ".\(number)") }

    /// Appends records to a file of a log; 0 is the newest.
    func write(_ records: [LogRecord], log: Int = 0, file number: Int = 0, as format: Monitoring.Logging.Format = .json) {
        var bytes: [UInt8] = []
        for record in records {
            switch format {
            case .json: record.writeJSONLine(to: &bytes)
            case .text: record.writeTextLine(to: &bytes)
            }
        }
        append(bytes, to: path(log, file: number))
    }

    /// Appends anything.
    func write(_ text: String, log: Int = 0, file number: Int = 0) { append(Array(text.utf8), to: path(log, file: number)) }

    private func append(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "a") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// Says that a file was written last at a time.
    func date(_ time: Timestamp, log: Int = 0, file number: Int = 0) {
        var times = [timespec(), timespec()]
        for index in times.indices { times[index].tv_sec = Int(time.secondsSince1970) }
        utimensat(AT_FDCWD, path(log, file: number), times, 0)
    }

    func records(_ query: LogQuery = LogQuery()) throws -> [LogRecord] { try LogArchive.records(of: sources, query) }

    func messages(_ query: LogQuery = LogQuery()) throws -> [String] { try records(query).map(\.message) }

    /// All news of a search.
    func news(_ query: LogQuery, isWanted: () -> Bool = { true }) throws -> [LogSearchNews] {
        var news: [LogSearchNews] = []
        try LogArchive.search(sources, query, isWanted: isWanted) { news.append($0) }
        return news
    }
}

extension LogRecord {
    /// Said so many seconds after one moment of all tests.
    static func said(
        _ message: String, at second: Int, stream: LogStream = .stderr, level: LogLevel? = nil, session: Int? = nil,
        correlation: String? = nil, fields: [String: String]? = nil
    ) -> LogRecord {
        LogRecord(
            time: .second(second), stream: stream, level: level, run: 1, message: message, session: session,
            correlation: correlation, fields: fields)
    }
}

extension Timestamp {
    static func second(_ second: Int) -> Timestamp {
        Timestamp(millisecondsSince1970: 1_795_891_951_123) + .seconds(second)
    }
}

extension LogSearchNews {
    var record: LogRecord? {
        if case .found(let record) = self { record } else { nil }
    }

    var progress: LogSearchProgress? {
        switch self {
        case .found: nil
        case .progress(let progress), .finished(let progress): progress
        }
    }
}
