extension DocumentValue {
    /// What a text of JSON says. Throws where it is none.
    package init(json: String) throws(DocumentMistake) {
        // Files hold tables; anything at all may be a member of one.
        let document = try EditableDocument(Array("{\"value\":\(json)}".utf8), format: .json)
        guard let members = document.root.members, members.count == 1, let value = members.first?.value else {
            throw DocumentMistake(.syntax, "this is more than one value", at: 0, in: document.bytes)
        }
        self = Self(value)
    }

    private init(_ placed: PlacedValue) {
        switch placed.content {
        case .text(let text): self = .text(text)
        case .word("true"): self = .flag(true)
        case .word("false"): self = .flag(false)
        case .word("null"): self = .null
        case .word(let word): self = Int(word).map { .integer($0) } ?? .decimal(word)
        case .list(let items): self = .list(items.map { Self($0) })
        case .table(let members): self = .table(members.map { Field($0.key, Self($0.value)) })
        }
    }
}
