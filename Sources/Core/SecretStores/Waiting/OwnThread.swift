import DetachedThreads
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
