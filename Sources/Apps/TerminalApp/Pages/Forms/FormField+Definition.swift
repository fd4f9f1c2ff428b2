import ServerModel

/// The questions about a definition that is there, and what the answers change in it.
extension FormField {
    static func definition(_ definition: ServerDefinition) -> [FormField] {
        let execution = definition.execution
        let seconds = "seconds, or with a unit: 500ms, 30s, 5m, 2h"
        var fields: [FormField] = []
        if let local = execution.local, let command = local.command {
            fields.append(
                FormField(
                    "runs", "runs", values: [ShellWords.joined([command] + local.args)],
                    about: "The program with its arguments, as in a shell.", isRequired: true,
                    check: { isAddress($0) ? "this server is a program here" : Self.objection(toLaunch: $0) },
                    understood: Self.meaning(ofLaunch:)))
        }
        if let url = execution.remote?.url {
            fields.append(
                FormField(
                    "execution.remote.url", "address", values: [url], about: "Where the server is.", isRequired: true,
                    check: { isAddress($0) || $0.hasPrefix("${") ? nil : "begin with https:// or http://" }))
        }
        if let remote = execution.remote, remote.url != nil || remote.host != nil {
            fields.append(
                headers(remote.headers, about: "Name: value, one a line; an empty line takes it out.", hint: "none"))
        }
        if let local = execution.local {
            fields.append(
                FormField(
                    "environment", "environment", kind: .lines,
                    values: local.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" },
                    about: "NAME=value, one a line; an empty line takes it out.", hint: "none",
                    check: Self.objection(toVariable:)))
        }
        return fields + [
            FormField(
                "description", "description", values: [definition.description ?? ""], about: "What it is for, in a line.",
                hint: "none"),
            start(definition.start),
            FormField(
                "enabled", "enabled", kind: .choice(["true", "false"]), values: ["\(definition.enabled)"],
                about: "false keeps it listed and never starts it."),
            FormField(
                "execution.restart.policy", "restarts", kind: .choice(RestartPolicy.Policy.allCases.map(\.rawValue)),
                values: [execution.restart.policy.rawValue], about: "What happens after a run ends by itself."),
            FormField(
                "execution.start_timeout", "start within", values: [words(execution.startTimeout)],
                about: "How long the handshake may take: \(seconds).", check: { Self.objection(toDuration: $0, in: 1...3600) }),
            FormField(
                "execution.idle_timeout", "idle stop", values: [words(execution.idleTimeout)],
                about: "How long it runs on without a client; 0: for ever.",
                check: { Self.objection(toDuration: $0, in: 0...604_800) }),
            FormField(
                "monitoring.health_check.interval", "check every", values: [words(definition.monitoring.healthCheck.interval)],
                about: "Between checks of its health: \(seconds).", check: { Self.objection(toDuration: $0, in: 1...86_400) }),
            FormField(
                "execution.limits.memory", "memory", values: execution.limits.memoryBytes.map { [size($0)] } ?? [],
                about: "What one run may use: 512MiB, 2GiB.", hint: "no limit", check: Self.objection(toSize:)),
            FormField(
                "execution.limits.cpu", "cores", values: execution.limits.cpu.map { [number($0)] } ?? [],
                about: "What one run may use, in cores: 0.5.", hint: "no limit",
                check: { Double($0) == nil ? "write a number, such as 0.5" : nil }),
            FormField(
                "execution.limits.open_files", "open files", values: execution.limits.openFiles.map { ["\($0)"] } ?? [],
                about: "How many files one run may have open.", hint: "no limit",
                check: { Int($0) == nil ? "write a whole number" : nil }),
        ]
    }

    /// Seconds, as people write them.
    private static func words(_ seconds: Double) -> String {
        seconds > 0 && seconds.truncatingRemainder(dividingBy: 60) == 0 && seconds >= 60
            ? "\(Int(seconds / 60))m" : "\(number(seconds))s"
    }

    private static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

    private static func size(_ bytes: Int) -> String {
        for (unit, factor) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] where bytes % factor == 0 {
            return "\(bytes / factor)\(unit)"
        }
        return "\(bytes)"
    }
}

extension FormFields {
    /// What makes the definition say what was typed; nothing for what is as it was.
    func edits(to old: ServerDefinition) -> [DefinitionEdit] {
        fields.filter(\.isChanged).flatMap { field -> [DefinitionEdit] in
            switch field.id {
            case "runs": return launchEdits(field.value, old.execution.local)
            case "environment":
                let new = Dictionary(FormField.variables(field.values).map { ($0.name, $0.value) }) { $1 }
                return edits(of: ["execution", "local", "environment"], new, old.execution.local?.environment ?? [:])
            case "headers": return headerEdits(field.values, old.execution.remote?.headers ?? [:])
            default:
                return [DefinitionEdit(path: field.id.split(separator: ".").map(String.init), value: json(of: field))]
            }
        }
    }

    private func launchEdits(_ text: String, _ old: LocalExecution?) -> [DefinitionEdit] {
        guard let words = ShellWords.split(text), let program = words.first else { return [] }
        let path = ["execution", "local"]
        var edits: [DefinitionEdit] = []
        if program != old?.command { edits.append(DefinitionEdit(path: path + ["command"], value: JSONWord.quoted(program))) }
        let args = Array(words.dropFirst())
        if args != old?.args ?? [] {
            edits.append(DefinitionEdit(path: path + ["args"], value: args.isEmpty ? nil : JSONWord.list(args)))
        }
        return edits
    }

    private func headerEdits(_ lines: [String], _ old: [String: String]) -> [DefinitionEdit] {
        // Spaces around a value mean nothing, and one that nobody touched has them still.
        let before = FormField.headers(in: old.map { HeaderLine.text($0.key, $0.value) })
        return edits(of: ["execution", "remote", "headers"], FormField.headers(in: lines), before)
    }

    /// Name by name, so that comments between them stay.
    private func edits(of path: [String], _ new: [String: String], _ old: [String: String]) -> [DefinitionEdit] {
        let gone = old.keys.filter { new[$0] == nil }.sorted()
        if new.isEmpty { return gone.isEmpty ? [] : [DefinitionEdit(path: path, value: nil)] }
        return gone.map { DefinitionEdit(path: path + [$0], value: nil) }
            + new.filter { old[$0.key] != $0.value }.sorted { $0.key < $1.key }.map {
                DefinitionEdit(path: path + [$0.key], value: JSONWord.quoted($0.value))
            }
    }

    /// Words for what is a word; what is a number to the reader of definitions must be written as one.
    private func json(of field: FormField) -> String? {
        guard !field.value.isEmpty else { return nil }
        let isBare = ["enabled", "execution.limits.cpu", "execution.limits.open_files"].contains(field.id)
        return isBare ? field.value : JSONWord.quoted(field.value)
    }
}

extension DefinitionEdit {
    /// The name of a variable or a header, which tells whether its value may be shown; else none.
    fileprivate var name: String {
        guard let table = path.dropLast().last, ["environment", "headers"].contains(table) else { return "" }
        return path.last ?? ""
    }
}

extension [DefinitionEdit] {
    /// The same on the command line, to be shown: without what looks like a credential.
    func commandLine(for id: ServerID) -> String { commandLines(for: id).joined(separator: " && ") }

    func commandLines(for id: ServerID) -> [String] {
        let name = ShellWords.quoted(id.rawValue)
        let set = compactMap { edit in
            edit.value.map { value in
                let shown = HiddenCredential.shown(JSONWord.plain(value), of: edit.name)
                return "\(edit.path.joined(separator: "."))=\(shown)"
            }
        }
        let gone = filter { $0.value == nil }.map { $0.path.joined(separator: ".") }
        return [
            set.isEmpty ? nil : "mcp-manager config set \(name) \(ShellWords.joined(set))",
            gone.isEmpty ? nil : "mcp-manager config unset \(name) \(ShellWords.joined(gone))",
        ].compactMap(\.self)
    }
}
