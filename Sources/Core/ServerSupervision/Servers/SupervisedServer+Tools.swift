/// What its tools are now.
extension SupervisedServer {
    /// Says which tools are others now; of processes for several clients, once.
    func toolsChanged(_ changes: ToolChanges) {
        if let owner { return owner.assumeIsolated { $0.toolsChanged(changes) } }
        guard changes != lastToolChanges else { return }
        lastToolChanges = changes
        note(changes.words, level: .notice)
        publish(.notice, severity: .info, changes.words)
    }
}
