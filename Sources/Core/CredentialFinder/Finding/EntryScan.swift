import CarefulFiles
import DocumentEditing
import ServerModel

/// Looks through a server's entry for credentials.
struct EntryScan {
    private(set) var places: [CredentialPlace] = []

    static func places(in entry: PlacedValue) -> [CredentialPlace] {
        var scan = EntryScan()
        scan.entry(entry, depth: 0)
        return scan.places.sorted { $0.value.span.lowerBound < $1.value.span.lowerBound }
    }

    static let environmentKeys: Set<String> = ["env", "environment", "envs"]
    static let headerKeys: Set<String> = ["headers", "http_headers"]
    static let addressKeys: Set<String> = ["url", "serverUrl", "httpUrl", "uri", "sse_url", "endpoint"]
    static let commandKeys: Set<String> = ["command", "cmd"]

    private mutating func entry(_ entry: PlacedValue, depth: Int) {
        guard depth < 8 else { return }
        for member in entry.members ?? [] {
            switch member.key {
            case let key where Self.environmentKeys.contains(key): variables(member.value)
            case let key where Self.headerKeys.contains(key): headers(member.value)
            case let key where Self.addressKeys.contains(key) && member.value.text != nil:
                judge(member.value, key, at: .address, .address)
            case "args", "arguments": arguments(member.value.items ?? [], program: entry["command"]?.text ?? entry["cmd"]?.text)
            case let key where Self.commandKeys.contains(key): command(member)
            default: setting(member, depth: depth)
            }
        }
    }

    private mutating func variables(_ value: PlacedValue) {
        for member in value.members ?? [] where member.value.text != nil {
            judge(member.value, member.key, at: .variable, .variable(member.key))
        }
        for item in value.items ?? [] {
            guard let (name, start) = Self.assignment(item.text ?? "") else { continue }
            judge(item, name, at: .variable, .variableItem(name), from: start)
        }
    }

    private mutating func headers(_ value: PlacedValue) {
        for member in value.members ?? [] where member.value.text != nil {
            judge(member.value, member.key, at: .header, .header(member.key))
        }
    }

    private mutating func command(_ member: PlacedValue.Member) {
        if let words = member.value.items {
            arguments(Array(words.dropFirst()), program: words.first?.text)
        } else if member.value.text != nil {
            judge(member.value, member.key, at: .setting, .argument)
        } else {
            // `command: {path, args, env}` of old.
            entry(member.value, depth: 1)
        }
    }

    private mutating func setting(_ member: PlacedValue.Member, depth: Int) {
        switch member.value.content {
        case .text: judge(member.value, member.key, at: .setting, .setting)
        case .word: break
        case .list(let items):
            for item in items where item.text != nil { judge(item, member.key, at: .setting, .setting) }
        case .table: entry(member.value, depth: depth + 1)
        }
    }

    private mutating func arguments(_ words: [PlacedValue], program: String?) {
        let isContainer = program.map { ["docker", "podman", "nerdctl"].contains(Folder.name(of: $0)) } ?? false
        var option: String?
        for (index, word) in words.enumerated() {
            guard let text = word.text else { continue }
            let before = option
            option = text.hasPrefix("-") && !text.contains("=") ? text : nil
            let isVariableOption = before == "-e" || before == "--env"
            if let (name, start) = Self.assignment(text) {
                let isOption = text.hasPrefix("-")
                if isOption, name == "env" || name == "e",
                    let (inner, from) = Self.assignment(String(text.dropFirst(text.utf8.prefix(start).count)))
                {
                    judge(word, inner, at: .variable, isContainer ? .containerVariable(inner) : .argument, from: start + from)
                } else if isVariableOption, isContainer {
                    judge(word, name, at: .variable, .containerVariable(name), from: start)
                } else if isOption, name == "header" {
                    header(word, text, from: start)
                } else {
                    judge(word, isOption ? "--\(name)" : name, at: .argument, .argument, from: start)
                }
            } else if let before, before == "-H" || before == "--header" || before == "--headers" {
                header(word, text, from: 0)
            } else if let before, !text.hasPrefix("-") {
                judge(word, before, at: .argument, .argument)
            } else if !text.hasPrefix("-") {
                judge(word, "argument \(index + 1)", at: .argument, .argument)
            }
        }
    }

    /// `Authorization: Bearer …` as one word.
    private mutating func header(_ word: PlacedValue, _ text: String, from place: Int) {
        let bytes = Array(text.utf8)
        guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { return }
        let start = bytes[(colon + 1)...].firstIndex { !$0.isSpace } ?? bytes.count
        judge(word, String(decoding: bytes[place..<colon], as: UTF8.self), at: .header, .argument, from: start)
    }

    /// `NAME=value` or `--name=value`: the name, and where the value begins.
    private static func assignment(_ text: String) -> (name: String, start: Int)? {
        let bytes = Array(text.utf8)
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals < 200 else { return nil }
        let name = bytes[..<equals].drop { $0 == UInt8(ascii: "-") }
        guard !name.isEmpty, name.allSatisfy({ $0.isAlphanumeric || "_-.".utf8.contains($0) }) else { return nil }
        return (String(decoding: name, as: UTF8.self), equals + 1)
    }

    private mutating func judge(
        _ value: PlacedValue, _ key: String, at place: CredentialJudge.Place, _ role: CredentialPlace.Role, from start: Int = 0
    ) {
        let text = value.text ?? ""
        let name = String(key.drop { $0 == "-" })
        let rest = start == 0 ? text : String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
        for judgement in CredentialJudge.judgements(of: rest, named: name, at: place) {
            var part = judgement.part.lowerBound + start..<judgement.part.upperBound + start
            let secret: String
            switch role {
            case .variable, .variableItem, .containerVariable:
                // A variable is the secret as a whole.
                part = start..<start + rest.utf8.count
                secret = isEnvironmentName(name) ? name : SecretName.environmental(name)
            case .header: secret = SecretName.ofHeader(judgement.name ?? name)
            case .address, .argument, .setting: secret = judgement.name ?? SecretName.environmental(name)
            }
            places.append(
                CredentialPlace(key: key, value: value, part: part, reason: judgement.reason, role: role, secret: secret))
        }
    }
}
