import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Does blocking work on a thread of its own, so that no thread of Swift's tasks waits for it.
///
/// - Parameter work: is given a way to ask whether somebody still waits for what comes of it.
func onOwnThread<Value: Sendable>(
    _ work: @escaping @Sendable (_ isWanted: () -> Bool) throws -> Value
) async throws -> Value {
    let answer = Answer<Value>()
    let number = startThread { answer.give(Result { try work { answer.isWanted } }) }
    guard number == 0 else { throw NoThread(number: number) }
    return try await answer.value
}

/// The system has no thread left for us.
struct NoThread: ActionableError, Hashable {
    /// An errno.
    var number: Int32

    var code: String { "no-thread" }
    var problem: String { "no thread can be started: \(String(cString: strerror(number)).lowercased())" }
    var remedy: String { "end programs that are not needed, or raise the limit of processes" }
}

/// Runs `body` on a thread of its own that nobody joins. 0, or the errno for which there is none.
func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
    #if canImport(Darwin)
        var thread: pthread_t?
    #else
        var thread = pthread_t()
    #endif
    let box = Unmanaged.passRetained(ThreadBody(run: body))
    let error = pthread_create(&thread, nil, threadMain, box.toOpaque())
    guard error == 0 else {
        box.release()
        return error
    }
    #if canImport(Darwin)
        if let thread { pthread_detach(thread) }
    #else
        pthread_detach(thread)
    #endif
    return 0
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
}

#if canImport(Darwin)
    private func threadMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
#else
    private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
#endif
