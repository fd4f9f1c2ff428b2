/// What to print as lines.
enum PlainTask: Hashable {
    /// The servers; then perhaps what happens, as it happens.
    case status(follows: Bool)
    /// The newest lines of a server's log; then perhaps every new one.
    case logs(String, follows: Bool)
    /// Asks for a server's secrets.
    case secrets(String)

    /// Reads the words behind `--plain`.
    init(_ words: [String], follows: Bool) throws(BadUse) {
        guard let first = words.first, first != "status" else {
            if words.count > 1 { throw BadUse(.tooMany(words[1])) }
            self = .status(follows: follows)
            return
        }
        guard first == "logs" || first == "secrets" else { throw BadUse(.unknownTask(first)) }
        guard words.count > 1 else { throw BadUse(.missingServer(first)) }
        guard words.count == 2 else { throw BadUse(.tooMany(words[2])) }
        if first == "secrets", follows { throw BadUse(.tooMany("--follow")) }
        self = first == "logs" ? .logs(words[1], follows: follows) : .secrets(words[1])
    }
}
