import DocumentEditing
import ServerConfiguration
import ServerModel
import Yams

extension EntrySpelling {
    /// `entry:`
    init(reading reader: NodeReader) {
        self.init()
        command = reader.nonemptyText("command") ?? command
        isJoined = reader.flag("is_joined") ?? isJoined
        arguments = reader.fileKey("arguments", usual: isJoined ? nil : arguments)
        needsArguments = reader.flag("needs_arguments") ?? needsArguments
        environment = reader.fileKey("environment", usual: environment)
        directory = reader.fileKey("directory", usual: directory)
        url = reader.fileKey("url", usual: url)
        otherURLs = reader.oneOrMoreTexts("other_urls") ?? otherURLs
        headers = reader.saysNo("headers") ? [] : reader.oneOrMoreTexts("headers") ?? headers
        type = reader.fileKey("type", usual: type)
        stdioType = reader.fileKey("stdio_type")
        remoteTypes = Self.remoteTypes(reading: reader, url: url, type: type)
        untypedTransport = reader.word("untyped_transport", of: Self.remoteTransports)
        onOff = OnOff("on_off", in: reader)
        nestedOnOff = OnOff("nested_on_off", in: reader)
        autoApprove = AutoApprove("auto_approve", in: reader)
        timeout = reader.section("timeout", Timeout.init(reading:)) ?? nil
        reference = Self.reference(reading: reader)
        isReferenceForEnvironmentOnly = reader.flag("is_reference_for_environment_only") ?? isReferenceForEnvironmentOnly
        otherReferenceMarks = reader.oneOrMoreTexts("other_reference_marks") ?? otherReferenceMarks
        passedVariables = reader.fileKey("passed_variables")
        passedHeaders = reader.fileKey("passed_headers")
        passedBearer = reader.fileKey("passed_bearer")
        constants = [("constants", nil), ("local_constants", false), ("remote_constants", true)].flatMap { key, isForRemote in
            reader.fields(key).compactMap { field in
                DocumentValue(field.value, in: reader).map { Constant(key: field.key, value: $0, isForRemote: isForRemote) }
            }
        }
        if type == nil, stdioType != nil {
            reader.error("stdio_type", "there is no key for this type", fix: "remove it, or remove 'type: no'")
        }
    }

    private static let remoteTransports = [Transport.streamableHTTP, .sse].map(\.rawValue)

    /// By transport; a list names those whose `type` is left out, and `no` says that there are none.
    private static func remoteTypes(reading reader: NodeReader, url: String?, type: String?) -> [String: String] {
        guard let node = reader.value("remote_types") else {
            if url == nil { return [:] }
            return type == nil
                ? [Transport.streamableHTTP.rawValue: "", Transport.sse.rawValue: ""] : EntrySpelling().remoteTypes
        }
        if reader.saysNo("remote_types") { return [:] }
        var types: [String: String] = [:]
        if node.mapping == nil {
            for transport in reader.placedTexts("remote_types") ?? [] where isTransport(transport.text, transport.place, reader) {
                types[transport.text] = ""
            }
        } else {
            for (transport, value) in reader.fields("remote_types") where isTransport(transport, value.place, reader) {
                types[transport] = value.scalar?.string ?? ""
            }
        }
        if type == nil, types.values.contains(where: { !$0.isEmpty }) {
            reader.error(
                "remote_types", "there is no key for these types", fix: "write a list of transports, or remove 'type: no'")
        }
        return types
    }

    private static func isTransport(_ word: String, _ place: Place?, _ reader: NodeReader) -> Bool {
        if remoteTransports.contains(word) { return true }
        reader.findings.error(
            at: place, "'\(clipped(word))' is not a transport of remote servers",
            fix: closestMatch(to: word, among: remoteTransports).map { "did you mean '\($0)'?" }
                ?? "the transports are: \(remoteTransports.joined(separator: ", "))")
        return false
    }

    private static func reference(reading reader: NodeReader) -> String? {
        guard let reference = reader.fileKey("reference") else { return nil }
        if reference.ranges(of: "NAME").count == 1 { return reference }
        reader.error(
            "reference", "the reference '\(clipped(reference))' does not say where the variable's name stands",
            fix: "write NAME in its place, as in \"${env:NAME}\"")
        return nil
    }
}

extension EntrySpelling.OnOff {
    /// `on_off: disabled`, or a mapping.
    fileprivate init?(_ key: String, in reader: NodeReader) {
        guard let node = reader.value(key), !reader.saysNo(key) else { return nil }
        if node.mapping != nil {
            guard let read = reader.section(key, Self.read) ?? nil else { return nil }
            self = read
        } else {
            guard let word = reader.nonemptyText(key) else { return nil }
            guard let value = Self.valueWhenOn(word) else {
                reader.error(
                    key, "'\(clipped(word))' does not say whether it is true or false for a server that is on",
                    fix: "write '\(key): {key: \(clipped(word)), value_when_on: true}'")
                return nil
            }
            self.init(key: word, valueWhenOn: value)
        }
    }

    private static func read(_ reader: NodeReader) -> EntrySpelling.OnOff? {
        let key = reader.neededText("key", example: "enabled")
        let value = reader.flag("value_when_on") ?? key.flatMap(valueWhenOn)
        let isRequired = reader.flag("is_required") ?? false
        guard let key else { return nil }
        guard let value else {
            reader.error("the key 'value_when_on' is missing", fix: "add 'value_when_on: true', or false")
            return nil
        }
        return EntrySpelling.OnOff(key: key, valueWhenOn: value, isRequired: isRequired)
    }

    private static func valueWhenOn(_ key: String) -> Bool? {
        switch key {
        case "enabled": true
        case "disabled": false
        default: nil
        }
    }
}

extension EntrySpelling.AutoApprove {
    /// `auto_approve: alwaysAllow`, a list of tools, or a mapping.
    fileprivate init?(_ key: String, in reader: NodeReader) {
        guard let node = reader.value(key), !reader.saysNo(key) else { return nil }
        if node.mapping != nil {
            let read = reader.section(key) { reader -> Self? in
                let style = reader.choice("style", Style.self) ?? .tools
                return reader.neededText("key", example: "alwaysAllow").map { Self(key: $0, style: style) }
            }
            guard let read = read ?? nil else { return nil }
            self = read
        } else {
            guard let word = reader.nonemptyText(key) else { return nil }
            self.init(key: word, style: .tools)
        }
    }
}

extension EntrySpelling.Timeout {
    /// `timeout:`
    fileprivate init?(reading reader: NodeReader) {
        let key = reader.nonemptyText("key") ?? "timeout"
        let unit = reader.choice("unit", Unit.self)
        let range = Self.range(reading: reader, day: unit == .milliseconds ? 86_400_000 : 86_400)
        guard let unit else {
            if !reader.has("unit") {
                reader.error("the key 'unit' is missing", fix: "add 'unit: seconds', or 'unit: milliseconds'")
            }
            return nil
        }
        self.init(key: key, unit: unit, range: range)
    }

    /// Up to a day, where nothing is said.
    private static func range(reading reader: NodeReader, day: Int) -> ClosedRange<Int> {
        guard let written = reader.oneOrMoreTexts("range") else { return 1...day }
        let bounds = written.compactMap(Int.init)
        if written.count == 2, bounds.count == 2, bounds[0] >= 1, bounds[0] <= bounds[1] { return bounds[0]...bounds[1] }
        reader.error("range", "range must be the least and the greatest value", fix: "write 'range: [1, 3600]'")
        return 1...day
    }
}

extension DocumentValue {
    /// A value of a row that is to be written as it is; what cannot be written everywhere is told.
    fileprivate init?(_ node: Node, in reader: NodeReader) {
        if let sequence = node.sequence {
            self = .list(sequence.compactMap { DocumentValue($0, in: reader) })
        } else if let mapping = node.mapping {
            self = .table(
                mapping.compactMap { key, value in
                    guard let key = key.scalar?.string else { return nil }
                    return DocumentValue(value, in: reader).map { Field(key, $0) }
                })
        } else if let scalar = node.scalar {
            if NodeReader.isNull(node) {
                self = .null
            } else if scalar.style == .plain, let number = Int(scalar.string) {
                self = .integer(number)
            } else if scalar.style == .plain, ["true", "false"].contains(scalar.string) {
                self = .flag(scalar.string == "true")
            } else if scalar.style == .plain, scalar.string.first?.isNumber == true, Double(scalar.string) != nil {
                reader.findings.error(
                    at: node.place, "'\(scalar.string)' is not a whole number", fix: "write a whole number, or put it in quotes")
                return nil
            } else {
                self = .text(scalar.string)
            }
        } else {
            return nil
        }
    }
}
