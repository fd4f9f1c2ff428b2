import Foundation

extension ProcessTable {
    /// The most memory a process ever had resident, in bytes, from `/proc/PID/status`; `nil` where there is no such file.
    public static func peakMemory(of process: LivingProcess) -> Int? {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process.processID)/status") else { return nil }
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }
}
