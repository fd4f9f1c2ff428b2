/// A command of `mcp-manager` as the palette knows it.
struct CatalogCommand: Hashable, Sendable {
    /// `secrets find`
    var name: String
    /// What it does, in a sentence.
    var summary: String
    /// What stands behind the words, in order.
    var operands: [Operand]
    var conduct: Conduct

    init(_ name: String, _ summary: String, _ operands: [Operand] = [], _ conduct: Conduct = .shows) {
        self.name = name
        self.summary = summary
        self.operands = operands
        self.conduct = conduct
    }

    var words: [String] { name.split(separator: " ").map(String.init) }

    /// Something to be given behind the words.
    enum Operand: Hashable, Sendable {
        case server, optionalServer
        /// The id of an AI client.
        case client, optionalClient
        /// Anything else, by its name in the help.
        case word(String), optionalWord(String)

        var isRequired: Bool {
            switch self {
            case .server, .client, .word: true
            case .optionalServer, .optionalClient, .optionalWord: false
            }
        }

        /// As the help names it.
        var title: String {
            switch self {
            case .server, .optionalServer: "server"
            case .client, .optionalClient: "client"
            case .word(let name), .optionalWord(let name): name
            }
        }
    }

    /// What becomes of it in the dashboard.
    enum Conduct: Hashable, Sendable {
        /// It prints something and ends.
        case shows
        /// It changes something: a question with the exact line comes first.
        case changes
        /// A verb of the dashboard is the same.
        case verb(Verb)
        /// A page of the dashboard shows the same, and stays.
        case opens(Pane)
        /// A key of the dashboard does the same, with more to see.
        case does(Action)
        /// It talks with whoever sits at the terminal, which is lent to it until it ends.
        case borrowsTerminal
        /// It cannot be run from here: why, and what to do instead.
        case unsuited(String)
    }
}
