import DocumentEditing
import ServerModel

/// Writes a server down the way a client wants it. Every field is checked here: one wrong entry can take a whole client down.
package struct EntryComposition {
    private let platform: Platform
    private let server: WantedServer
    private let isNested: Bool

    /// The fields of the entry, in order. Throws what the client cannot have.
    ///
    /// - Parameter isNested: whether the file has the nested layout of opencode's second generation.
    package static func fields(
        of server: WantedServer, for platform: Platform, isNested: Bool = false
    ) throws(EntryObstacle) -> [EntryField] {
        try EntryComposition(platform: platform, server: server, isNested: isNested).fields()
    }

    private var spelling: EntrySpelling { platform.entry }

    private func fields() throws(EntryObstacle) -> [EntryField] {
        var fields: [EntryField]
        switch server.launch {
        case .bridge(let program, let words):
            fields = local(program, words.map { .text($0) })
        case .program(let program, let arguments, let environment, let directory):
            var words: [DocumentValue] = []
            for argument in arguments { words.append(.text(try text(argument, "an argument", isVariable: false))) }
            fields = local(program, words)
            fields += try variables(environment)
            if let directory {
                guard let key = spelling.directory else {
                    throw obstacle(
                        "no-directory", "has no working directory for a server",
                        "take 'cwd' out of the definition, or connect it through us, without --direct")
                }
                fields.append(EntryField([key], .text(directory)))
            }
        case .address(let url, let headers, let transport): fields = try remote(url, headers, transport)
        case .impossible(let obstacle): throw obstacle
        }
        fields += switches()
        fields += constants()
        return fields
    }

    private func local(_ program: String, _ words: [DocumentValue]) -> [EntryField] {
        var fields: [EntryField] = []
        if let key = spelling.type, let type = spelling.stdioType { fields.append(EntryField([key], .text(type))) }
        if spelling.isJoined {
            fields.append(EntryField([spelling.command], .list([.text(program)] + words)))
        } else {
            fields.append(EntryField([spelling.command], .text(program)))
            if let key = spelling.arguments, !words.isEmpty || spelling.needsArguments {
                fields.append(EntryField([key], .list(words)))
            }
        }
        return fields
    }

    // MARK: Directly

    private func remote(
        _ url: ReferencedText, _ headers: [String: ReferencedText], _ transport: Transport
    ) throws(EntryObstacle) -> [EntryField] {
        guard let key = spelling.url, let type = spelling.remoteTypes[transport.rawValue] else {
            throw obstacle(
                "no-transport", "cannot reach a server over \(transport.rawValue) by itself",
                "connect it through us, without --direct: then every client can")
        }
        var fields: [EntryField] = []
        if let key = spelling.type, !type.isEmpty { fields.append(EntryField([key], .text(type))) }
        fields.append(EntryField([key], .text(try text(url, "the address", isVariable: false))))
        return fields + (try self.headers(headers))
    }

    private func headers(_ headers: [String: ReferencedText]) throws(EntryObstacle) -> [EntryField] {
        var written: [DocumentValue.Field] = []
        var fields: [EntryField] = []
        var passed: [DocumentValue.Field] = []
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            if let key = spelling.passedBearer, name.lowercased() == "authorization", let variable = value.bearerVariable {
                fields.append(EntryField([key], .text(variable)))
            } else if spelling.passedHeaders != nil, let variable = value.soleVariable {
                passed.append(DocumentValue.Field(name, .text(variable)))
            } else {
                written.append(
                    DocumentValue.Field(name, .text(try text(value, "the header '\(name)'", isVariable: false))))
            }
        }
        if let key = spelling.passedHeaders, !passed.isEmpty { fields.append(EntryField([key], .table(passed))) }
        guard !written.isEmpty else { return fields }
        guard !spelling.headers.isEmpty else {
            throw obstacle(
                "no-headers", "has no headers for a server", "connect it through us, without --direct: then they are sent by us")
        }
        return fields + [EntryField(spelling.headers, .table(written))]
    }

    private func variables(_ environment: [String: ReferencedText]) throws(EntryObstacle) -> [EntryField] {
        var written: [DocumentValue.Field] = []
        var passed: [DocumentValue] = []
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            if value.soleVariable == name, spelling.passedVariables != nil {
                passed.append(.text(name))
            } else {
                written.append(DocumentValue.Field(name, .text(try text(value, "the variable '\(name)'", isVariable: true))))
            }
        }
        var fields: [EntryField] = []
        if !written.isEmpty {
            guard let key = spelling.environment else {
                throw obstacle(
                    "no-environment", "has no environment variables for a server", "connect it through us, without --direct")
            }
            fields.append(EntryField([key], .table(written)))
        }
        if let key = spelling.passedVariables, !passed.isEmpty { fields.append(EntryField([key], .list(passed))) }
        return fields
    }

    /// Secrets as the client names them; never a value.
    private func text(_ text: ReferencedText, _ what: String, isVariable: Bool) throws(EntryObstacle) -> String {
        var result = ""
        for part in text.parts {
            switch part {
            case .text(let text): result += try literal(text, what)
            case .variable(let name):
                guard let pattern = spelling.reference, isVariable || !spelling.isReferenceForEnvironmentOnly else {
                    throw obstacle(
                        "no-reference", "cannot name a secret there in its file, and \(what) needs '\(name)'",
                        "connect it through us, without --direct: secrets then stay out of the file")
                }
                result += pattern.replacing("NAME", with: name)
            }
        }
        return result
    }

    /// What the client would take for a variable cannot be written as it is.
    private func literal(_ text: String, _ what: String) throws(EntryObstacle) -> String {
        let marks = [spelling.reference?.beginning(before: "NAME")].compactMap(\.self) + spelling.otherReferenceMarks
        guard let mark = marks.first(where: { text.contains($0) }) else { return text }
        throw obstacle(
            "ambiguous-text", "would read '\(mark)' in \(what) as one of its variables",
            "connect it through us, without --direct")
    }

    // MARK: Switches

    private func switches() -> [EntryField] {
        var fields: [EntryField] = []
        if let onOff = isNested ? spelling.nestedOnOff ?? spelling.onOff : spelling.onOff,
            onOff.isRequired || server.setting.disabled
        {
            fields.append(EntryField([onOff.key], .flag(server.setting.disabled != onOff.valueWhenOn)))
        }
        let tools = server.setting.autoApprove
        if let approval = spelling.autoApprove, !tools.isEmpty {
            switch approval.style {
            case .tools: fields.append(EntryField([approval.key], .list(tools.map { .text($0) })))
            case .approvalModes:
                fields += tools.map { EntryField([approval.key, $0, "approval_mode"], .text("approve")) }
            }
        }
        return fields
    }

    private func constants() -> [EntryField] {
        let isRemote = if case .address = server.launch { true } else { false }
        return spelling.constants.filter { $0.isForRemote == nil || $0.isForRemote == isRemote }.map { constant in
            EntryField([constant.key], filled(constant.value))
        }
    }

    private func filled(_ value: DocumentValue) -> DocumentValue {
        switch value {
        case .text(let text):
            .text(
                text.replacing("${name}", with: server.id.rawValue)
                    .replacing("${description}", with: server.description ?? "\(server.id), through mcp-manager"))
        case .list(let items): .list(items.map(filled))
        case .table(let fields): .table(fields.map { DocumentValue.Field($0.key, filled($0.value)) })
        case .integer, .decimal, .flag, .null: value
        }
    }

    private func obstacle(_ code: String, _ text: String, _ remedy: String) -> EntryObstacle {
        EntryObstacle(code, "\(platform.title) \(text)", remedy)
    }
}

extension String {
    /// What stands before `part`; `nil` when it is not there, or nothing does.
    fileprivate func beginning(before part: String) -> String? {
        guard let range = firstRange(of: part), range.lowerBound > startIndex else { return nil }
        return String(self[..<range.lowerBound])
    }
}
