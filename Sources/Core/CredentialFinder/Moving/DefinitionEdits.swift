import DocumentEditing
import ServerConfiguration
import ServerModel

/// Changes one of our definitions: values become `${secret:NAME}`, and secrets are asked for.
struct DefinitionEdits {
    private let document: Document
    private var definition: ServerDefinition
    private var replaced: [Range<Int>: [(place: CredentialPlace, secret: String)]] = [:]
    private var declared: [String] = []

    init(_ document: Document, _ definition: ServerDefinition) {
        self.document = document
        self.definition = definition
    }

    // MARK: What is possible

    /// Why a place in a definition cannot be changed; `definition` is `nil` when it has errors.
    static func obstacle(to place: CredentialPlace, in document: Document, of definition: ServerDefinition?) -> String? {
        guard let definition, document.isWhole, let execution = document.root?["execution"] else {
            return
                "the definition has errors, or is written in a way that we cannot change: "
                + "mend it first, or write '${secret:NAME}' by hand"
        }
        if document.file.facts.names > 1 { return "the file has several names (hard links): make one of them the only one" }
        if execution["docker"]?.span.contains(place.value.span.lowerBound) == true {
            return "secrets of containers are not supported yet: use mode local with 'docker run -e NAME'"
        }
        guard place.value.isReplaceable else {
            return "the value goes over several lines: write '\(place.key): ${secret:\(place.secret)}' by hand"
        }
        guard literal(place.credential) != nil else {
            return "the value has a variable in it: write '${secret:NAME}' in the place of the part that is secret"
        }
        switch place.role {
        case .variable(let name), .variableItem(let name):
            return definition.secrets.contains { $0.name == name && $0.from != nil } ? elsewhere(name) : nil
        case .containerVariable(let name): return obstacle(toDeclaring: name, in: definition)
        case .header, .address: return nil
        case .argument:
            return "it is an argument, which every program on this machine can read, and '${secret:NAME}' cannot stand there: "
                + "give it in 'environment:', if the server knows a variable for it"
        case .setting: return "'${secret:NAME}' cannot stand there: move it to 'environment:' or 'headers:'"
        }
    }

    /// Why a definition cannot ask for a secret of this name.
    static func obstacle(toDeclaring name: String, in definition: ServerDefinition) -> String? {
        if definition.secrets.contains(where: { $0.name == name && $0.from != nil }) { return elsewhere(name) }
        if definition.execution.mode == .docker {
            return "secrets of containers are not supported yet: use mode local with 'docker run -e NAME'"
        }
        guard let own = definition.execution.local?.environment[name], own != "${secret:\(name)}" else { return nil }
        return "the definition sets '\(name)' itself: take it out of 'environment:' first"
    }

    private static func elsewhere(_ name: String) -> String {
        "the definition says that '\(name)' is kept elsewhere: take 'from:' out of it first"
    }

    /// Text of a definition without variables as the server gets it; `nil` with one.
    static func literal(_ text: String) -> String? {
        var result = ""
        for part in InterpolatedText(text).parts {
            guard case .text(let text) = part else { return nil }
            result += text
        }
        return result
    }

    // MARK: What is wanted

    /// Puts a reference in the place of a value. The name of the secret.
    mutating func replace(_ place: CredentialPlace) -> String {
        let name: String
        switch place.role {
        case .variable(let variable), .variableItem(let variable): name = variable
        case .containerVariable(let variable):
            declare(variable)
            name = variable
        case .header, .address, .argument, .setting:
            let text = String(decoding: document.file.bytes, as: UTF8.self)
            let others = replaced.values.joined().map(\.secret)
            name = SecretName.free(place.secret) { name in
                text.contains("${secret:\(name)}") || others.contains(name) || definition.secrets.contains { $0.name == name }
            }
        }
        replaced[place.value.span, default: []].append((place, name))
        return name
    }

    /// Has the definition ask for a secret, unless it does.
    mutating func declare(_ name: String) {
        let isThere = declared.contains(name) || definition.secrets.contains { $0.name == name }
        if !isThere { declared.append(name) }
    }

    // MARK: The result

    /// The edits of the file; none when it says everything already. Throws when they would change anything else.
    func edits() throws(Obstacle) -> [TextEdit] {
        var wanted = definition
        var edits: [TextEdit] = []
        for (span, places) in replaced {
            guard let first = places.first?.place else { continue }
            let text = Self.text(first.text, places)
            edits.append(TextEdit(span, QuotedText.quoted(text)))
            Self.change(&wanted, first, to: text)
        }
        if !declared.isEmpty {
            edits += secretEdits()
            wanted.secrets += declared.map { name in
                var requirement = SecretRequirement(name: name)
                requirement.required = true
                return requirement
            }
        }
        let failed = Obstacle(
            "the definition of '\(definition.name)' is written in a way that we cannot change safely: edit it by hand")
        guard let new = document.file.bytes.applying(edits), let text = String(validating: new, as: UTF8.self) else {
            throw failed
        }
        let reading = DefinitionReader.read(text: text, file: document.file.path, expecting: definition.name)
        guard reading.definition == wanted else { throw failed }
        return edits
    }

    private static func text(_ text: String, _ places: [(place: CredentialPlace, secret: String)]) -> String {
        let bytes = Array(text.utf8)
        var result = ""
        var position = 0
        for (place, secret) in places.sorted(by: { $0.place.part.lowerBound < $1.place.part.lowerBound }) {
            if case .containerVariable(let name) = place.role {
                return text.hasPrefix("--env=") ? "--env=\(name)" : text.hasPrefix("-e=") ? "-e=\(name)" : name
            }
            result += String(decoding: bytes[position..<place.part.lowerBound], as: UTF8.self) + "${secret:\(secret)}"
            position = place.part.upperBound
        }
        return result + String(decoding: bytes[position...], as: UTF8.self)
    }

    private static func change(_ definition: inout ServerDefinition, _ place: CredentialPlace, to text: String) {
        switch place.role {
        case .variable(let name): definition.execution.local?.environment[name] = text
        case .variableItem(let name): definition.execution.local?.environment[name] = String(text.dropFirst(name.count + 1))
        case .header(let name): definition.execution.remote?.headers[name] = text
        case .address: definition.execution.remote?.url = text
        case .containerVariable, .argument, .setting:
            if let index = definition.execution.local?.args.firstIndex(of: place.text) {
                definition.execution.local?.args[index] = text
            }
        }
    }

    /// Adds to `secrets:`, however it is written; at the end of the file where there is none.
    private func secretEdits() -> [TextEdit] {
        let bytes = document.file.bytes
        let lineBreak = bytes.lineBreak
        guard let member = document.root?.members?.first(where: { $0.key == "secrets" }) else {
            let isEnded = bytes.isEmpty || bytes.last == .newline
            let lines = ["secrets:"] + declared.flatMap { ["  - name: \($0)", "    required: true"] }
            let text = lines.joined(separator: lineBreak) + lineBreak
            return [TextEdit(bytes.count..<bytes.count, (isEnded ? "" : lineBreak) + text)]
        }
        let value = member.value
        if value.span.lowerBound < bytes.count, bytes[value.span.lowerBound] == UInt8(ascii: "["), let items = value.items {
            let text = declared.map { "{name: \($0), required: true}" }.joined(separator: ", ")
            let place = items.last?.span.upperBound ?? value.span.lowerBound + 1
            return [TextEdit(place..<place, (items.isEmpty ? "" : ", ") + text)]
        }
        let items = value.items ?? []
        let column = items.isEmpty ? 2 : value.span.lowerBound - bytes.lineStart(of: value.span.lowerBound)
        let indent = String(repeating: " ", count: column)
        let end = bytes.lineEnd(of: items.isEmpty ? value.span.upperBound : max(value.span.upperBound - 1, value.span.lowerBound))
        let lines = declared.flatMap { ["\(indent)- name: \($0)", "\(indent)  required: true"] }
        return [TextEdit(end..<end, lines.map { lineBreak + $0 }.joined())]
    }
}
