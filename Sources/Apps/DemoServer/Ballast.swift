import Synchronization

/// Memory that is held for the sake of holding it.
final class Ballast: Sendable {
    private let blocks = Mutex<[[UInt8]]>([])

    /// Takes so many more megabytes, and returns how many are held now.
    func take(megabytes: Int) -> Int {
        blocks.withLock { blocks in
            // Not zeros: those could be pages that do not exist until they are written to.
            for _ in 0..<megabytes { blocks.append([UInt8](repeating: 0xA5, count: 1 << 20)) }
            return blocks.count
        }
    }
}
