import ServerModel

/// Tells a server that writes into its own source from a person who edits it: otherwise it would start for ever.
struct OwnWrites: Sendable {
    /// A person is hardly ever faster than this after a start, and never so often in a row.
    static let soon = Duration.seconds(2)
    static let most = 4

    private var files: [String] = []
    private var timesInARow = 0

    /// Whether these files changed because the server started, not because somebody saved them.
    ///
    /// `age`: for how long it had run then; `nil` when it did not.
    mutating func areOwn(_ changed: [String], age: Duration?) -> Bool {
        guard let age, age < Self.soon else {
            (files, timesInARow) = ([], 0)
            return false
        }
        timesInARow = changed == files ? timesInARow + 1 : 1
        files = changed
        return timesInARow > Self.most
    }
}
