import ServerModel

/// The questions about a server that is to be.
extension FormField {
    /// - Parameter taken: the names there are.
    static func newServer(name: String = "", command: [String] = [], taken: Set<String>) -> [FormField] {
        [
            FormField(
                "name", "name", values: [name], about: "What clients call it: letters, digits, '.', '_' and '-'.",
                hint: "github", isRequired: true, check: { Self.objection(toName: $0, taken: taken) }),
            FormField(
                "runs", "runs", values: [ShellWords.joined(command)],
                about: "The program with its arguments as in a shell, or the address of a server that runs elsewhere.",
                hint: "uvx mcp-server-time", isRequired: true, check: Self.objection(toLaunch:),
                understood: Self.meaning(ofLaunch:)),
            FormField(
                "environment", "environment", kind: .lines,
                about:
                    "NAME=value, one a line; Tab goes on. ${secret:NAME} stands for a secret, which is kept in the store.",
                hint: "TZ=Europe/Berlin", check: Self.objection(toVariable:)),
            FormField("description", "description", about: "What it is for, in a line.", hint: "may stay empty"),
            start(.onDemand),
        ]
    }

    /// What is sent to an address with each request, by name.
    static func headers(_ values: [String: String] = [:], about: String, hint: String) -> FormField {
        FormField(
            "headers", "headers", kind: .lines,
            values: values.sorted { $0.key < $1.key }.map { HeaderLine.text($0.key, $0.value) }, about: about, hint: hint,
            check: Self.objection(toHeader:))
    }

    static func start(_ policy: StartPolicy) -> FormField {
        FormField(
            "start", "starts", kind: .choice(StartPolicy.allCases.map(\.rawValue)), values: [policy.rawValue],
            about: "login: with the daemon; on-demand: when a client connects; manual: only when told to.")
    }

    /// The values of secrets, by name.
    static func secret(_ name: String) -> FormField {
        FormField(name, name, kind: .secret, about: "Kept in the store, never in a file.", hint: "may be given later")
    }

    // MARK: What is wrong, and what is meant

    private static func objection(toName name: String, taken: Set<String>) -> String? {
        do throws(InvalidServerName) {
            _ = try ServerID(name)
        } catch {
            return error.remedy
        }
        return taken.contains(name) ? "there is a server of this name" : nil
    }

    static func isAddress(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

    static func objection(toLaunch text: String) -> String? {
        if isAddress(text) { return text.contains(" ") ? "an address has no spaces" : nil }
        guard let words = ShellWords.split(text) else { return "a quote is not closed" }
        return words.first?.isEmpty == false ? nil : "name the program first"
    }

    static func meaning(ofLaunch text: String) -> String? {
        if isAddress(text) { return "a server that runs elsewhere, at this address" }
        guard let words = ShellWords.split(text), let program = words.first else { return nil }
        // Its folder would push the arguments out of sight; what was typed stands above.
        let name = program.split(separator: "/").last.map(String.init) ?? program
        guard words.count > 1 else { return "runs \(name), without arguments" }
        let arguments = words.dropFirst().map { "[\($0)]" }.joined(separator: " ")
        return "runs \(name) with \(words.count == 2 ? "1 argument" : "\(words.count - 1) arguments"): \(arguments)"
    }

    static func objection(toVariable text: String) -> String? {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return "write NAME=value" }
        let name = text[..<equals].utf8
        let isName = name.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
            default: false
            }
        }
        return isName ? nil : "a variable's name has letters, digits and '_', not beginning with a digit"
    }

    static func objection(toHeader text: String) -> String? {
        guard HeaderLine(text) == nil else { return nil }
        let isNamed = text.contains { $0 == ":" || $0 == "=" }
        return isNamed ? "a header's name has letters, digits and '-'" : "write Name: value"
    }

    /// Whether what the daemon says is about this one: `start_timeout must be …`, `'execution.start_timeout' cannot be set`.
    func isMeant(by problem: String) -> Bool {
        let key = id.split(separator: ".").last ?? ""
        let keys = id == "runs" ? ["command", "args", "url"] : [String(key)]
        return problem.contains("'\(id)'")
            || keys.contains { problem.hasPrefix("\($0) must ") || problem.contains(" \($0) must ") }
    }

    /// `NAME=value` as a pair.
    static func variables(_ lines: [String]) -> [(name: String, value: String)] {
        lines.compactMap { line in
            line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
        }
    }

    /// `Name: value` by name.
    static func headers(in lines: [String]) -> [String: String] {
        Dictionary(lines.compactMap { HeaderLine($0) }.map { ($0.name, $0.value) }) { $1 }
    }
}

extension FormFields {
    /// - Parameter taken: the names there are.
    static func newServer(name: String = "", command: [String] = [], taken: Set<String>) -> FormFields {
        let headers = FormField.headers(
            about: "Name: value, one a line; Tab goes on. ${secret:NAME} stands for a secret, which is kept in the store.",
            hint: "Authorization: Bearer ${secret:TOKEN}")
        return FormFields(FormField.newServer(name: name, command: command, taken: taken), resting: ["environment": headers])
    }

    /// A program has an environment, an address has headers.
    mutating func askWhatFits() { ask(for: FormField.isAddress(self["runs"]?.value ?? "") ? "headers" : "environment") }

    /// What is wrong with the lines of a field together; `nil` when nothing is.
    func objection(to field: FormField) -> String? {
        guard field.id == "headers" else { return nil }
        var names: Set<String> = []
        let twin = field.values.compactMap { HeaderLine($0)?.name }.first { !names.insert($0.lowercased()).inserted }
        return twin.map { "'\($0)' is there twice" }
    }

    /// What was asked for; `nil` while something is wrong.
    var newServer: NewServer? {
        guard let name = self["name"]?.value, let runs = self["runs"]?.value else { return nil }
        var server: NewServer
        if FormField.isAddress(runs) {
            server = NewServer(name: name, url: runs)
            let headers = FormField.headers(in: self["headers"]?.values ?? [])
            server.headers = headers.isEmpty ? nil : headers
        } else {
            guard let words = ShellWords.split(runs), let program = words.first else { return nil }
            server = NewServer(name: name, command: program, args: Array(words.dropFirst()))
            let pairs = FormField.variables(self["environment"]?.values ?? [])
            server.environment = Dictionary(pairs.map { ($0.name, $0.value) }) { $1 }
        }
        server.description = self["description"]?.values.first
        server.start = self["start"].flatMap { StartPolicy(rawValue: $0.value) }
        if server.start == .onDemand { server.start = nil }
        return server
    }
}

extension NewServer {
    /// The secrets its environment or its headers mention, in the order of their names.
    var mentionedSecrets: [String] {
        let texts = [environment, headers ?? [:]].flatMap { $0.sorted { $0.key < $1.key } }.map(\.value)
        return texts.flatMap { InterpolatedText($0).parts }.reduce(into: []) { names, part in
            if case .variable(.secret(let name)) = part, !names.contains(name) { names.append(name) }
        }
    }

    /// What makes it on the command line, to be shown: without what looks like a credential.
    var commandLine: String {
        var words = ["mcp-manager", "add", name]
        if let url { words += ["--url", HiddenCredential.shown(url, of: "url")] }
        for (name, value) in (headers ?? [:]).sorted(by: { $0.key < $1.key }) {
            words += ["--header", HeaderLine.text(name, HiddenCredential.shown(value, of: name))]
        }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            words += ["--env", "\(name)=\(HiddenCredential.shown(value, of: name))"]
        }
        if let description { words += ["--description", description] }
        if let start { words += ["--start", start.rawValue] }
        if url == nil { words += ["--", command] + args }
        return ShellWords.joined(words)
    }
}
