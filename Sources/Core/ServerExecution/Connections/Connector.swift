import NIOCore
import SecretMasking

/// Brings runs about.
public struct Connector: Sendable {
    let loop: any EventLoop
    private let reaper: ProcessReaper
    let clients: SharedHTTPClient
    private let preparer: Preparer?

    /// - Parameter preparer: makes ready what plans need; without one, such plans cannot be begun.
    public init(loop: any EventLoop, reaper: ProcessReaper, preparer: Preparer? = nil) {
        self.loop = loop
        self.reaper = reaper
        self.preparer = preparer
        clients = SharedHTTPClient(loop: loop)
    }

    /// Begins a run. Returns at once; `output` is called on the loop, never before this returns. Called on the loop.
    public func connect(_ plan: RunPlan, output: @escaping (ConnectionOutput) -> Void) -> any ServerConnection {
        if let preparation = plan.preparation {
            guard let preparer else { return RefusedConnection(.notPrepared(preparation), on: loop, output: output) }
            return PreparedConnection.begin(
                preparation, preparer, on: loop,
                connect: { prepared, output in
                    var prepared = prepared
                    prepared.name = plan.name
                    prepared.controlGroup = plan.controlGroup
                    return self.connect(prepared, output: output)
                }, output: output)
        }
        return switch plan.way {
        case .stdio(let process):
            LocalProcess.launch(
                process.entering(plan.controlGroup), as: plan.name, on: loop, reaper: reaper, limits: .uncut, output: output)
        case .local(let process, let endpoint):
            LocalServerConnection.launch(
                process.entering(plan.controlGroup), as: plan.name, endpoint, mask: SecretMask(plan.secrets),
                client: clients.client,
                on: loop, reaper: reaper,
                output: output)
        case .remote(let endpoint):
            RemoteConnection.open(endpoint, mask: SecretMask(plan.secrets), client: clients.client, on: loop, output: output)
        case .undecided:
            RefusedConnection(.notPrepared(nil), on: loop, output: output)
        }
    }

    /// Lets go of connections kept open for later requests; call when every run is over.
    public func shutDown() async { await clients.shutDown() }
}

/// A run that cannot be begun.
private final class RefusedConnection: ServerConnection {
    var processID: Int32? { nil }
    var onWritabilityChange: ((Bool) -> Void)?

    init(_ error: LaunchError, on loop: any EventLoop, output: @escaping (ConnectionOutput) -> Void) {
        let output = NIOLoopBound(output, eventLoop: loop)
        loop.execute { output.value(.notStarted(error)) }
    }

    func send(_ message: ByteBuffer) {}
    func closeInput() {}
    func signalGroup(_ signal: Int32) {}
    func processes() -> [TreeMember] { [] }
}

extension LaunchError {
    fileprivate static func notPrepared(_ preparation: Preparation?) -> LaunchError {
        let name = preparation.map { "'\($0.definition.name)'" } ?? "it"
        return LaunchError(
            code: "not-prepared", problem: "\(name) needs something made ready first, and nobody here can",
            remedy: "start it through the daemon")
    }
}
