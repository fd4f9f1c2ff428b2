import ServerModel

extension SecretField {
    /// What is to change in the definition; nothing when its source stays.
    var edits: [DefinitionEdit] {
        let path = ["secrets", name]
        guard let newReference else {
            return dropsReference ? [DefinitionEdit(path: path + ["from"], value: nil)] : []
        }
        let from = DefinitionEdit(path: path + ["from"], value: JSONWord.quoted(newReference))
        // One that was only mentioned gets an entry, and is needed as before.
        guard status.demand == .mentioned, requirement.required else { return [from] }
        return [from, DefinitionEdit(path: path + ["required"], value: "true")]
    }
}
