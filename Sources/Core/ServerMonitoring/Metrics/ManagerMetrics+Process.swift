extension ManagerMetrics {
    /// The daemon's own process, under the names that all of Prometheus' clients use.
    static func process(_ process: OwnProcess?) -> [MetricFamily] {
        guard let process else { return [] }
        func family(_ name: String, _ kind: MetricKind, _ help: String, _ value: Double?) -> MetricFamily {
            MetricFamily(name, kind, help: help, samples: value.map { [MetricSample($0)] } ?? [])
        }
        return [
            family(
                "process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.", process.cpuSeconds),
            family(
                "process_resident_memory_bytes", .gauge, "Resident memory size in bytes.", Double(process.residentBytes)),
            family("process_open_fds", .gauge, "Number of open file descriptors.", process.openFiles.map(Double.init)),
            family("process_max_fds", .gauge, "Maximum number of open file descriptors.", process.openFileLimit.map(Double.init)),
            family(
                "process_start_time_seconds", .gauge, "Start time of the process since unix epoch in seconds.",
                process.startedAtSeconds),
        ]
    }
}
