import CKernel
import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension OwnProcess {
    /// What the kernel says of this process now; `nil` when it does not.
    static func current() -> OwnProcess? {
        var facts = ck_process()
        guard ck_process_read(getpid(), &facts) == 0 else { return nil }
        let openFiles = ck_process_open_files(getpid())
        let startedAt = ck_process_started_at(facts.start_time)
        return OwnProcess(
            cpuSeconds: Double(facts.cpu_nanoseconds / 1_000_000) / 1000, residentBytes: Int(facts.resident_bytes),
            openFiles: openFiles >= 0 ? Int(openFiles) : nil, openFileLimit: fileLimit,
            startedAtSeconds: startedAt > 0 ? Double(startedAt) / 1000 : nil)
    }

    /// `nil` where there is none.
    private static var fileLimit: Int? {
        var limits = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        #else
            let result = getrlimit(RLIMIT_NOFILE, &limits)
        #endif
        return result == 0 ? Int(exactly: limits.rlim_cur) : nil
    }
}
