import Synchronization
import TerminalKit

/// Keeps the wrapped lines of a tree's texts for the newest width: a long answer is wrapped once, not with each key.
final class TreeWrapping: Sendable {
    private struct Kept {
        var width = 0
        /// By the index of the node.
        var lines: [Int: [SafeText]] = [:]
    }

    private let kept = Mutex(Kept())

    var isEmpty: Bool { kept.withLock { $0.lines.isEmpty } }

    /// The lines kept for a node, else those that `wrap` makes.
    func lines(of node: Int, width: Int, _ wrap: () -> [SafeText]) -> [SafeText] {
        if let known = kept.withLock({ $0.width == width ? $0.lines[node] : nil }) { return known }
        let lines = wrap()
        kept.withLock { kept in
            if kept.width != width { kept = Kept(width: width) }
            kept.lines[node] = lines
        }
        return lines
    }
}
