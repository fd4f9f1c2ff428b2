/// A process the kernel started for us. Its id stays taken until it is reaped.
struct SpawnedProcess: Hashable, Sendable {
    var processID: Int32
    /// In a unit of the kernel's own; with the id it names the process for good.
    var startTime: UInt64
}
