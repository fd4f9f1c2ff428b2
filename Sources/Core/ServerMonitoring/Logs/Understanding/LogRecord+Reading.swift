import ServerModel

extension LogRecord {
    /// What a record that was cut from a server's output says, and says of itself.
    ///
    /// An object of JSON and a line of logfmt are taken apart. Of any other line the whole is the message; its level and time
    /// are read from the prefix that loggers write. A traceback without one states an error.
    ///
    /// - Parameter bytes: one line, or the lines of a traceback; anything at all may be in it.
    /// - Parameter droppedBytes: how many were cut off at its end; people are told.
    /// - Parameter time: when it was received.
    static func reading(
        _ bytes: LineBytes, droppedBytes: Int = 0, time: Timestamp, stream: LogStream, run: Int
    ) -> LogRecord {
        var record: LogRecord
        if CleanText.isClean(bytes) {
            record = understanding(bytes, [], isCut: droppedBytes > 0, time, stream, run)
        } else {
            let text = CleanText(bytes)
            record = text.bytes.withUnsafeBufferPointer {
                understanding($0, text.styles, isCut: droppedBytes > 0, time, stream, run)
            }
        }
        if droppedBytes > 0 { record.message += "… +\((droppedBytes + 1023) / 1024) KiB" }
        return record
    }

    /// The same for bytes of one's own.
    static func reading(_ bytes: [UInt8], droppedBytes: Int = 0, time: Timestamp, stream: LogStream, run: Int) -> LogRecord {
        bytes.withUnsafeBufferPointer { reading($0, droppedBytes: droppedBytes, time: time, stream: stream, run: run) }
    }

    private static func understanding(
        _ line: LineBytes, _ styles: [LogStyle], isCut: Bool, _ time: Timestamp, _ stream: LogStream, _ run: Int
    ) -> LogRecord {
        var record = LogRecord(time: time, stream: stream, run: run, message: "")
        if let parts = structured(line, isCut: isCut, time) {
            record.level = parts.level
            record.stated = parts.stated
            record.correlation = parts.correlation
            record.fields = parts.fields.isEmpty ? nil : parts.fields
            if let message = parts.message {
                record.message = message
                record.styles = parts.styles.isEmpty ? nil : parts.styles
                return record
            }
        } else {
            let firstLine = line.first(0x0A).map { line.part(0, $0) } ?? line
            let prefix = LinePrefix(firstLine)
            record.level = prefix.level
            if prefix.level == nil, !prefix.deniesTrouble, Traceback.begins(line) { record.level = .error }
            record.stated = prefix.time?.moment(received: time)
        }
        record.message = String(decoding: line, as: UTF8.self)
        record.styles = styles.isEmpty ? nil : styles
        return record
    }

    private static func structured(_ line: LineBytes, isCut: Bool, _ time: Timestamp) -> StructuredLine? {
        let start = line.skippingBlanks(from: 0)
        if line.byte(start) == UInt8(ascii: "{") { return StructuredLine(json: line, isCut: isCut, received: time) }
        return line.byte(start).isLetter ? StructuredLine(logfmt: line, received: time) : nil
    }
}
