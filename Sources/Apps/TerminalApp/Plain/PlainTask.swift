/// What to print as lines.
enum PlainTask: Hashable {
    /// The servers; then perhaps what happens, as it happens.
    case status(follows: Bool)
    /// How one server is, why, and what to do.
    case server(String)
    /// The newest lines of a server's log; then perhaps every new one.
    case logs(String, follows: Bool)
    /// Asks for a server's secrets.
    case secrets(String)

    /// Reads the words behind `--plain`.
    init(_ words: [String], follows: Bool) throws(BadUse) {
        guard let first = words.first, words != ["status"] else {
            self = .status(follows: follows)
            return
        }
        guard ["status", "logs", "secrets"].contains(first) else { throw BadUse(.unknownTask(first)) }
        guard words.count > 1 else { throw BadUse(.missingServer(first)) }
        guard words.count == 2 else { throw BadUse(.tooMany(words[2])) }
        if first != "logs", follows { throw BadUse(.tooMany("--follow")) }
        switch first {
        case "logs": self = .logs(words[1], follows: follows)
        case "secrets": self = .secrets(words[1])
        default: self = .server(words[1])
        }
    }
}
