import ServerModel

extension LogRecord {
    /// `2026-11-22 15:44:57.204 stderr  warning: message`
    func line(_ times: TimeText) -> StyledText {
        let stream = stream.rawValue + String(repeating: " ", count: max(0, 7 - stream.rawValue.count))
        let level: StyledText = level.map { "\($0.rawValue, $0.style): " } ?? ""
        return "\(times.precise(time), .muted) \(stream, .accent) \(level)\(message)\n"
    }
}

extension LogLevel {
    fileprivate var style: Style? {
        switch self {
        case .debug: .muted
        case .info, .notice: nil
        case .warning: .warning
        case .error, .critical, .alert, .emergency: .error
        }
    }
}
