import ServerModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LogRecord {
    /// Reads a line of a file, without its newline, whoever wrote it; `nil` when it is no record.
    init?(jsonLine line: LineBytes) {
        if let record = LogRecord(usualJSON: line) {
            self = record
        } else if let record = try? JSONDecoder().decode(LogRecord.self, from: Data(line)) {
            self = record
        } else {
            return nil
        }
    }
}
