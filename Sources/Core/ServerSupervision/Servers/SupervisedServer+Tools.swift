/// What its tools are now.
extension SupervisedServer {
    /// Says which tools are others now; of processes for several clients, once.
    func toolsChanged(_ changes: ToolChanges) {
        // By the mask of the process that said it.
        tell(changes, mask.masking(changes.words))
    }

    private func tell(_ changes: ToolChanges, _ words: String) {
        if let owner { return owner.assumeIsolated { $0.tell(changes, words) } }
        guard changes != lastToolChanges else { return }
        lastToolChanges = changes
        note(words, level: .notice)
        publish(.notice, severity: .info, words)
    }
}
