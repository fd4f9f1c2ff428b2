import ServerModel

extension NameRule {
    /// What the client calls a server of ours. Throws when it takes no such name.
    func name(for id: ServerID, in platform: Platform) throws(EntryObstacle) -> String {
        let name = isLowerCase ? id.rawValue.lowercased() : id.rawValue
        if reserved.contains(where: { $0.lowercased() == name.lowercased() }) {
            throw EntryObstacle(
                "reserved-name", "\(platform.title) keeps the name '\(name)' for itself", "give the server another name")
        }
        if let characters, let wrong = name.first(where: { !Self.isPlain($0) && !characters.contains($0) }) {
            throw EntryObstacle(
                "unfit-name", "\(platform.title) takes no '\(wrong)' in the name of a server",
                "name the server with letters, digits\(Self.words(characters))")
        }
        return name
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    private static func words(_ characters: String) -> String {
        characters.isEmpty ? " only" : " and " + characters.map { "'\($0)'" }.joined(separator: ", ")
    }
}
