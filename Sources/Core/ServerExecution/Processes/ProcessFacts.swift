import CKernel
import ServerModel

/// What the kernel says of one process, ours or not, at one moment.
public struct ProcessFacts: Hashable, Sendable {
    public var processID: Int32
    public var parent: Int32
    /// Its process group and session, each named by the process that began it.
    public var group: Int32
    public var session: Int32
    /// The number of the user it runs as.
    public var user: UInt32
    /// When it started, in a unit of the kernel's own; with the id it names the process for good.
    public var startTime: UInt64
    public var cpuNanoseconds: UInt64
    public var residentBytes: Int
    public var threads: Int
    /// It has ended, and its parent has not taken notice yet.
    public var isZombie: Bool
    /// A signal has stopped it (SIGSTOP, SIGTSTP), or a debugger.
    public var isSuspended: Bool
    /// The program's short name, cut by the kernel. Foreign text.
    public var name: String

    public init(
        processID: Int32, parent: Int32, group: Int32, session: Int32, user: UInt32 = 0, startTime: UInt64 = 0,
        cpuNanoseconds: UInt64 = 0, residentBytes: Int = 0, threads: Int = 1, isZombie: Bool = false, isSuspended: Bool = false,
        name: String = ""
    ) {
        self.processID = processID
        self.parent = parent
        self.group = group
        self.session = session
        self.user = user
        self.startTime = startTime
        self.cpuNanoseconds = cpuNanoseconds
        self.residentBytes = residentBytes
        self.threads = threads
        self.isZombie = isZombie
        self.isSuspended = isSuspended
        self.name = name
    }

    /// `nil` when there is no such process.
    public init?(of processID: Int32) {
        var facts = ck_process()
        guard ck_process_read(processID, &facts) == 0 else { return nil }
        self.init(
            processID: facts.process, parent: facts.parent, group: facts.group, session: facts.session, user: facts.user,
            startTime: facts.start_time, cpuNanoseconds: facts.cpu_nanoseconds, residentBytes: Int(facts.resident_bytes),
            threads: Int(facts.threads), isZombie: facts.is_zombie, isSuspended: facts.is_suspended,
            name: withUnsafeBytes(of: facts.name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
}

extension ProcessFacts {
    /// When it started, by the clock on the wall.
    public var startedAt: Timestamp { Timestamp(millisecondsSince1970: ck_process_started_at(startTime)) }
}

/// The things of a process that are asked for one by one, because each costs a file.
public enum ProcessDetails {
    /// Its arguments, the program's first; empty when it has ended or is somebody else's. Foreign text.
    public static func arguments(of processID: Int32) -> [String] {
        texts(capacity: 64 << 10) { ck_process_arguments(processID, $0, $1) }
    }

    /// The environment it was started with, as `NAME=VALUE`; empty when it has ended or is somebody else's.
    public static func environment(of processID: Int32) -> [String] {
        texts(capacity: 256 << 10) { ck_process_environment(processID, $0, $1) }
    }

    /// The path of its program; `nil` when it has ended or is somebody else's.
    public static func executable(of processID: Int32) -> String? {
        texts(capacity: 4096) { ck_process_executable(processID, $0, $1) }.first
    }

    /// The path of its working directory; `nil` when it has ended or is somebody else's.
    public static func directory(of processID: Int32) -> String? {
        texts(capacity: 4096) { ck_process_directory(processID, $0, $1) }.first
    }

    /// How many descriptors it has open; `nil` when it has ended or is somebody else's.
    public static func openFiles(of processID: Int32) -> Int? {
        let count = ck_process_open_files(processID)
        return count < 0 ? nil : Int(count)
    }

    /// NUL-terminated texts.
    private static func texts(capacity: Int, _ read: (UnsafeMutablePointer<CChar>, Int32) -> Int32) -> [String] {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            guard let base = buffer.baseAddress else { return [] }
            let length = read(base, Int32(capacity))
            guard length > 0 else { return [] }
            var texts = buffer[..<Int(length)].split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self) }
            if texts.last?.isEmpty == true { texts.removeLast() }
            return texts
        }
    }
}
