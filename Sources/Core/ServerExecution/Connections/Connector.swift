import NIOCore

/// Brings runs about.
public struct Connector: Sendable {
    private let loop: any EventLoop
    private let reaper: ProcessReaper

    public init(loop: any EventLoop, reaper: ProcessReaper) {
        self.loop = loop
        self.reaper = reaper
    }

    /// Begins a run. Returns at once; `output` is called on the loop, never before this returns. Called on the loop.
    public func connect(_ plan: RunPlan, output: @escaping (ConnectionOutput) -> Void) -> any ServerConnection {
        switch plan.way {
        case .stdio(let plan), .local(let plan, _):
            return LocalProcess.launch(plan, on: loop, reaper: reaper, output: output)
        case .remote:
            fatalError("not planned yet")
        }
    }
}
