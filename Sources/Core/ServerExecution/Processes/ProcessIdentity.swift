import CKernel

/// Names a process for good, even when its id is used again.
public struct ProcessIdentity: Hashable, Sendable {
    public var processID: Int32
    /// In a unit of the kernel's own: clock ticks since boot (Linux) or microseconds since 1970 (macOS); 0 if unknown.
    public var startTime: UInt64

    public init(processID: Int32, startTime: UInt64) {
        self.processID = processID
        self.startTime = startTime
    }

    /// Sends a signal, unless the process has gone; never to another that has its id now. Whether it was sent.
    @discardableResult
    public func send(_ signal: Int32) -> Bool { ck_process_signal(processID, startTime, signal) == 0 }

    /// Whether it is there, if only as a zombie.
    var exists: Bool { ck_process_start_time(processID) == startTime }
}

extension ProcessFacts {
    public var identity: ProcessIdentity { ProcessIdentity(processID: processID, startTime: startTime) }
}
