/// A line of the palette that stores a secret. A value is typed in the form, where nobody sees it: one that stands in the line
/// is dropped, and is never kept, shown in the events or given to a program.
struct SecretLine: Hashable {
    /// The words without what may be a value.
    let words: [String]
    let server: String?
    /// The name of the secret.
    let name: String?
    /// Where the value is read from is said, by options that are known; then the program is run, after a question.
    let readsValue: Bool

    private static let verbs: Set<String> = ["secrets set", "secrets update", "secrets rotate"]
    private static let sources: Set<String> = ["--from", "--from-file", "--from-env", "--from-command"]
    private static let flags: Set<String> = ["--no-restart", "--yes", "--json", "--plain"]

    /// `nil` for every other line.
    init?(_ words: [String]) {
        guard let (command, rest) = CommandCatalog.command(of: words), Self.verbs.contains(command.name) else { return nil }
        var (operands, options): ([String], [String]) = ([], [])
        var isKnown = true
        var left = rest[...]
        while let word = left.popFirst() {
            if Self.sources.contains(word), let source = left.popFirst() {
                options += [word, source]
            } else if Self.sources.contains(where: { word.hasPrefix($0 + "=") }) {
                options.append(word)
            } else if Self.flags.contains(word) {
                options.append(word)
            } else if word.hasPrefix("-") {
                isKnown = false
            } else {
                operands.append(word)
            }
        }
        let key = operands.dropFirst().first
        server = operands.first
        name = key.map { String($0.prefix { $0 != "=" }) }.flatMap { $0.isEmpty ? nil : $0 }
        let isPlain = isKnown && operands.count <= 2 && name == key
        let hasSource = options.contains { option in Self.sources.contains { option == $0 || option.hasPrefix($0 + "=") } }
        readsValue = isPlain && hasSource && name != nil
        self.words = command.words + [server, name].compactMap(\.self) + (readsValue ? options : [])
    }
}
