import NIOCore

/// Brings runs about.
public struct Connector: Sendable {
    private let loop: any EventLoop
    private let reaper: ProcessReaper
    private let clients: SharedHTTPClient

    public init(loop: any EventLoop, reaper: ProcessReaper) {
        self.loop = loop
        self.reaper = reaper
        clients = SharedHTTPClient(loop: loop)
    }

    /// Begins a run. Returns at once; `output` is called on the loop, never before this returns. Called on the loop.
    public func connect(_ plan: RunPlan, output: @escaping (ConnectionOutput) -> Void) -> any ServerConnection {
        switch plan.way {
        case .stdio(let process):
            LocalProcess.launch(process, as: plan.name, on: loop, reaper: reaper, output: output)
        case .local(let process, let endpoint):
            LocalServerConnection.launch(
                process, as: plan.name, endpoint, secrets: plan.secrets, client: clients.client, on: loop, reaper: reaper,
                output: output)
        case .remote(let endpoint):
            RemoteConnection.open(endpoint, secrets: plan.secrets, client: clients.client, on: loop, output: output)
        }
    }

    /// Lets go of connections kept open for later requests; call when every run is over.
    public func shutDown() async { await clients.shutDown() }
}
