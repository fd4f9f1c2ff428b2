/// The requests of a server to its client (sampling, elicitation, roots), by their raw ids.
struct Questions {
    /// Without an answer, oldest first.
    private var open: [[UInt8]] = []
    /// Nobody waits for these answers; they must not reach a server that counts from 0 again.
    private var void: [[UInt8]] = []

    /// Answers that are later than so many other questions do not come.
    private static let mostVoid = 256

    mutating func asked(_ id: [UInt8]) {
        void.removeAll { $0 == id }
        open.append(id)
    }

    /// Whether somebody waits for that answer.
    mutating func answered(_ id: [UInt8]) -> Bool {
        if let index = void.firstIndex(of: id) {
            void.remove(at: index)
            return false
        }
        open.removeAll { $0 == id }
        return true
    }

    /// The server does not want to know any more.
    mutating func withdrawn(_ id: [UInt8]) {
        guard let index = open.firstIndex(of: id) else { return }
        voided([open.remove(at: index)])
    }

    /// The server is gone: what was open.
    mutating func takeLost() -> [[UInt8]] {
        defer { open = [] }
        voided(open)
        return open
    }

    private mutating func voided(_ ids: [[UInt8]]) {
        void = Array((void + ids).suffix(Self.mostVoid))
    }
}
