import CKernel
import Foundation

/// What a process holds at one moment: what must not grow while it works.
public struct ProcessFigures: Sendable, CustomStringConvertible {
    public var residentBytes: Int
    public var descriptors: Int
    public var threads: Int
    /// Children that have ended and were not waited for.
    public var zombies: Int

    public init(of process: LivingProcess) throws {
        var facts = ck_process()
        let files = ck_process_open_files(process.processID)
        guard ck_process_read(process.processID, &facts) == 0, files >= 0 else { throw TestFailure("\(process) has ended") }
        residentBytes = Int(facts.resident_bytes)
        descriptors = Int(files)
        threads = Int(facts.threads)
        zombies = ProcessTable.zombies(of: process.processID)
    }

    public var residentMegabytes: Double { Double(residentBytes) / 1e6 }

    public var description: String {
        String(
            format: "%.1f MB resident, %d descriptors, %d threads, %d zombies", residentMegabytes, descriptors, threads, zombies)
    }
}

extension ProcessTable {
    /// When the kernel started a process, in a unit of its own; 0 when it has ended.
    public static func startTime(of process: pid_t) -> UInt64 { ck_process_start_time(process) }

    /// How many children of a process have ended and were not waited for.
    static func zombies(of parent: pid_t) -> Int {
        var numbers = [Int32](repeating: 0, count: 65_536)
        let count = ck_process_list(&numbers, Int32(numbers.count))
        return numbers.prefix(Int(max(count, 0))).count { number in
            var facts = ck_process()
            return ck_process_read(number, &facts) == 0 && facts.parent == parent && facts.is_zombie
        }
    }
}
