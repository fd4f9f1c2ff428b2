/// How much of a log is taken at a time, in bytes of its files.
struct ReadingSizes: Sendable {
    /// What is read from a file at once; it stays in the processor's cache until it was searched. At least 2.
    var block = 256 << 10
    /// The same, of a log that is read from its end: at first, which is some hundred records, and at most. At least 2.
    var firstBlock = 32 << 10
    var longestBlock = 1 << 20
    /// No longer record is looked at.
    var longestRecord = 16 << 20

    /// What one thread searches of a file before it looks for other work.
    var part = 4 << 20
    /// A thread that has found so much in its part leaves the rest for later.
    var mostFound = 256 << 10
    /// How much that was found may wait to be taken, beside one part of each log.
    var mostWaiting = 8 << 20
}
