import CKernel

/// What every process of a run carries from birth and hands down to all it starts, so that it can be told whose it is.
///
/// It is there twice: as an environment variable, which people can read, and as a tag (see `ck_process_tag`), which not even
/// `env -i` takes away.
struct RunMark: Hashable, Sendable {
    /// Which home's daemon started it; 30 bits.
    var home: UInt32
    /// Which of its runs.
    var serial: UInt32

    static let variable = "MCP_MANAGER_RUN"
    private static let homeBits: UInt32 = 1 << 30 - 1

    init(home: UInt32, serial: UInt32) {
        self.home = home & Self.homeBits
        self.serial = serial
    }

    // MARK: The tag

    init?(tag: Int64) {
        guard tag > 0, tag >> 62 == 1 else { return nil }
        self.init(home: UInt32(truncatingIfNeeded: tag >> 32), serial: UInt32(truncatingIfNeeded: tag))
    }

    var tag: UInt64 { 1 << 62 | UInt64(home) << 32 | UInt64(serial) }

    // MARK: The variable

    /// `HOME:SERIAL:SERVER:RUN`, the first two in hexadecimal; of the others only a run that has a name has anything.
    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let home = UInt32(parts[0], radix: 16), let serial = UInt32(parts[1], radix: 16) else {
            return nil
        }
        self.init(home: home, serial: serial)
    }

    func text(_ name: RunName?) -> String {
        let words = name.map { "\($0.server):\($0.number)" } ?? ":"
        return "\(String(home, radix: 16)):\(String(serial, radix: 16)):\(words)"
    }

    // MARK: Reading it

    /// What a process carries; `nil` for nothing, or for somebody else's process. Costs a file unless it has a tag.
    static func of(_ process: Int32) -> RunMark? {
        let tag = ck_process_tag(process)
        if let mark = RunMark(tag: tag) { return mark }
        // Who may not ask for one is refused the other too.
        guard tag >= 0 else { return nil }
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer -> String? in
            guard let base = buffer.baseAddress else { return nil }
            let length = ck_process_variable(process, variable, base, 256)
            guard length > 0 else { return nil }
            return String(decoding: buffer[..<Int(length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return text.flatMap(RunMark.init(text:))
    }
}
