import NIOCore
import ServerModel

/// The wire to one run of a server: a process's pipes, or an HTTP endpoint. Messages in, messages out, and how it ended.
///
/// Confined to one event loop: made there, called there, and everything it has to say is said there.
public protocol ServerConnection: AnyObject {
    /// The process, if it is ours; `nil` until it was started.
    var processID: Int32? { get }
    /// Told when the other side stops taking what is sent (`false`), or takes it again.
    var onWritabilityChange: ((Bool) -> Void)? { get set }
    /// Sends one message, a line without its end. Without effect after ``closeInput()`` and after the end.
    func send(_ message: ByteBuffer)
    /// How many bytes were sent and not taken by the other side yet; 0 where nobody knows.
    var pendingBytes: Int { get }
    /// The gentle way to end the run, once everything sent was taken.
    func closeInput()
    /// A signal to everything of a process of ours; ends a run without one.
    func signalGroup(_ signal: Int32)
    /// The processes of the run now: the leader first, each before its children, orphans last. Empty before it was started,
    /// after its end, and for a server that somebody else runs. Reads a few small files for each process, and no others.
    func processes() -> [TreeMember]
}

extension ServerConnection {
    public var pendingBytes: Int { 0 }
}

/// What a run has to say.
public enum ConnectionOutput: Sendable {
    /// Something is made ready before the process can be started, and what, for people: `installing 12 packages`. Told again
    /// with each step; its end is ``prepared``, ``notStarted(_:)`` or ``ended(_:)``.
    case preparing(String)
    case prepared
    /// What was made ready decided how the run is brought about: told for a plan that was not decided before, and before ``started``.
    case planned(RunPlan)
    /// Messages can be sent now; ``ServerConnection/processID`` is known.
    case started
    /// Nothing was started, and nothing more will be told.
    case notStarted(LaunchError)
    /// One message, without its end. Never blank.
    case message(ByteBuffer)
    /// A message longer than the limit was thrown away.
    case oversized(byteCount: Int)
    /// Some of what the process wrote on standard error, cut anywhere.
    case stderr(ByteBuffer)
    /// One line for the log, as valid UTF-8; if it was cut, its end says by how much.
    case stderrLine(String)
    /// Standard output has ended; the process may live on.
    case stdoutClosed
    /// The run is over and nothing of it is left. Told once; nothing comes after it.
    case ended(ExitStatus)
}
