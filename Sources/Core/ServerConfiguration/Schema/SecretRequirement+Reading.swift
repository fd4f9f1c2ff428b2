import ServerModel

extension SecretRequirement {
    /// `secrets:`
    static func all(reading reader: NodeReader) -> [SecretRequirement] {
        var names: Set<String> = []
        return reader.sections("secrets") { entry in
            let requirement = SecretRequirement(reading: entry)
            if let requirement, !names.insert(requirement.name).inserted {
                entry.error("name", "the secret '\(clipped(requirement.name))' is there twice", fix: "keep one of the two")
            }
            return requirement
        }
    }

    /// One entry. `nil` without a name, which is told.
    private init?(reading reader: NodeReader) {
        let name = reader.text("name")
        self.init(name: name ?? "")
        description = reader.text("description")
        required = reader.flag("required") ?? required
        type = reader.choice("type") ?? type
        validation = reader.section("validation", Validation.init(reading:)) ?? validation
        from = reader.text("from")
        checkSource(reader)
        if type == .choice, reader.has("type"), validation.choices?.isEmpty ?? true {
            reader.error("type", "type 'choice' needs the choices", fix: "add 'validation:' with 'choices: [first, second]'")
        }
        guard let name else {
            if !reader.has("name") {
                reader.error("a secret has no name", fix: "add 'name: NAME', the environment variable the server reads")
            }
            return nil
        }
        if !isEnvironmentName(name) {
            reader.error(
                "name", "'\(clipped(name))' cannot be the name of a secret",
                fix: "use letters, digits and '_', not beginning with a digit")
        }
    }

    private func checkSource(_ reader: NodeReader) {
        guard let from else { return }
        let kinds = ["env", "file", "cmd", "pass", "op"]
        let parts = from.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count < 2 || !kinds.contains(parts[0]) {
            // What is written here may be the secret itself, put in the wrong place: it is not repeated.
            reader.error(
                "from", "from must say where the secret is kept",
                fix: closestMatch(to: parts[0], among: kinds).map { "did you mean '\($0):'?" }
                    ?? "begin with one of env:, file:, cmd:, pass:, op:")
        } else if (try? SecretReference(from)) == nil {
            let fix =
                switch parts[0] {
                case "env": "write 'env:NAME' with the name of a variable"
                case "op": "write '\(SecretReference.Kind.onePassword.pattern)'"
                default: "write what to read after '\(parts[0]):'"
                }
            reader.error("from", "'\(parts[0]):' in from names nothing", fix: fix)
        }
    }
}

extension SecretRequirement.Validation {
    /// `secrets[].validation:`
    init(reading reader: NodeReader) {
        self.init()
        minLength = reader.integer("min_length", in: 0...65536)
        maxLength = reader.integer("max_length", in: 1...65536)
        pattern = reader.text("pattern")
        schemes = reader.texts("schemes")
        choices = reader.texts("choices")
        example = reader.text("example")
        if let minLength, let maxLength, minLength > maxLength {
            reader.error("min_length", "min_length is more than max_length", fix: "write at most \(maxLength)")
        }
    }
}
