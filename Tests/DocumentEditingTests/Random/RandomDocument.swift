@testable import DocumentEditing

/// The same numbers for the same seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// xorshift64*
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &self)] }
}

/// A valid file as somebody may have written it, with comments, blank lines, odd keys and any style the format has.
struct RandomDocument {
    var generator: SeededGenerator
    let lineBreak: String
    let unit: String
    let container: String

    init(seed: UInt64, container: String) {
        generator = SeededGenerator(seed: seed)
        lineBreak = generator.chance(4) ? "\r\n" : "\n"
        unit = generator.pick(["  ", "    ", "\t", " "])
        self.container = container
    }

    private static let keys = [
        "a", "theme", "b.c", "a/b", "x~1", "ключ", "with space", "__proto__", "q\"uote", "-dash", "yes", "url", "servers", "8",
    ]
    private static let texts = [
        "", "plain", "https://x//y", "/* no */", "// no", "a \"b\"", "C:\\new\\tools", "# no", "é😀", "true", "1.0", "[x]", "{",
        "- a", "a: b",
    ]

    private mutating func uniqueKeys(_ most: Int) -> [String] {
        Array(Set((0..<Int.random(in: 0...most, using: &generator)).map { _ in generator.pick(Self.keys) })).sorted()
            .shuffled(using: &generator)
    }

    mutating func text(in format: DocumentFormat) -> String {
        switch format {
        case .json, .jsonWithComments, .jsonc: json(format)
        case .toml: toml()
        case .yaml: yaml()
        }
    }

    // MARK: JSON

    private mutating func json(_ format: DocumentFormat) -> String {
        if format != .json, generator.chance(20) { return "// nothing yet" + generator.pick(["", lineBreak]) }
        let isTall = !generator.chance(4)
        let body = jsonTable(format, indent: "", depth: 0, isTall: isTall, withContainer: true)
        let before = format != .json && generator.chance(3) ? "// first\(lineBreak)" : ""
        return before + body + generator.pick(["", lineBreak, lineBreak + lineBreak])
    }

    private mutating func comment(_ format: DocumentFormat, isTall: Bool) -> String {
        guard format != .json, generator.chance(4) else { return "" }
        return isTall ? generator.pick([" // note, with {", " /* here */", "/* two\(lineBreak) lines */"]) : " /* c, } */"
    }

    private mutating func jsonTable(
        _ format: DocumentFormat, indent: String, depth: Int, isTall: Bool, withContainer: Bool
    ) -> String {
        var keys = uniqueKeys(4).filter { $0 != container }
        if withContainer, !generator.chance(3) { keys.insert(container, at: Int.random(in: 0...keys.count, using: &generator)) }
        if keys.isEmpty { return generator.pick(["{}", "{ }", format == .json ? "{}" : "{/*c*/}", "{\(lineBreak)\(indent)}"]) }
        var parts: [String] = []
        for key in keys {
            let isTable = key == container && depth == 0
            let value =
                isTable
                ? jsonServers(format, indent: indent + unit, isTall: isTall)
                : jsonValue(format, indent: indent + unit, depth: depth + 1, isTall: isTall)
            parts.append("\(QuotedText.quoted(key)):\(generator.pick(["", " ", "  "]))\(value)")
        }
        return jsonWrapped("{", parts, "}", format, indent: indent, isTall: isTall)
    }

    private mutating func jsonServers(_ format: DocumentFormat, indent: String, isTall: Bool) -> String {
        let parts = uniqueKeys(3).map { key in
            "\(QuotedText.quoted(key)): "
                + jsonTable(format, indent: indent + unit, depth: 2, isTall: isTall, withContainer: false)
        }
        return parts.isEmpty ? "{}" : jsonWrapped("{", parts, "}", format, indent: indent, isTall: isTall)
    }

    private mutating func jsonWrapped(
        _ begin: String, _ parts: [String], _ end: String, _ format: DocumentFormat, indent: String, isTall: Bool
    ) -> String {
        let trailing = format == .jsonc && generator.chance(3)
        var text = begin
        for (index, part) in parts.enumerated() {
            let comma = index < parts.count - 1 || trailing ? "," : ""
            text += isTall ? lineBreak + indent + unit : index > 0 ? " " : ""
            text += part + comma + comment(format, isTall: isTall)
            if isTall, generator.chance(6) { text += lineBreak }
        }
        return text + (isTall ? lineBreak + indent : "") + end
    }

    private mutating func jsonValue(_ format: DocumentFormat, indent: String, depth: Int, isTall: Bool) -> String {
        switch Int.random(in: 0..<(depth > 3 ? 3 : 5), using: &generator) {
        case 0: return QuotedText.quoted(generator.pick(Self.texts))
        case 1: return generator.pick(["true", "null", "1.0", "-12e3", "9007199254740993", "0"])
        case 2: return "\"\\u00e9\\/\\n\""
        case 3: return jsonTable(format, indent: indent, depth: depth, isTall: isTall, withContainer: false)
        default:
            var parts: [String] = []
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                parts.append(jsonValue(format, indent: indent + unit, depth: depth + 1, isTall: isTall))
            }
            return jsonWrapped("[", parts, "]", format, indent: indent, isTall: isTall && generator.chance(2))
        }
    }

    // MARK: TOML

    private mutating func toml() -> String {
        var lines: [String] = []
        let style = Int.random(in: 0..<5, using: &generator)
        for key in uniqueKeys(3) where key != container {
            lines.append("\(TOMLText.key(key)) = \(tomlValue())\(generator.pick(["", " # note"]))")
        }
        if style == 0 { lines.append("\(container) = {}") }
        if style == 1 { lines.append("\(container) = { first = { command = \"x\", args = [] } }") }
        if style == 2 { lines += ["\(container).first.command = 'x'", "\(container).first.env.A = \"1\""] }
        lines.append("text = \"\"\"")
        lines += ["[\(container).fake]", "command = 1", "\"\"\""]
        if style >= 3 {
            for key in uniqueKeys(3) {
                if generator.chance(2) { lines.append("") }
                lines += [
                    "# about it", "[\(container).\(TOMLText.key(key))]", "command = 'x' # why", "args = [", "  \"a\", # one",
                    "  \"b\",", "]",
                ]
                if generator.chance(2) { lines += ["", "[\(container).\(TOMLText.key(key)).env]", "A = \"1\""] }
            }
        }
        if generator.chance(2) { lines += ["", "[tui]", "theme = \"x\"", "", "[[list]]", "n = 1", "[[list]]", "n = 2"] }
        return lines.joined(separator: lineBreak) + generator.pick(["", lineBreak, lineBreak + lineBreak])
    }

    private mutating func tomlValue() -> String {
        generator.pick([
            "1", "1.0", "true", "1979-05-27T07:32:00Z", "'lit\\eral'", "[1, 2]", "{ a = 1, b.c = 2 }", "0xff", "\"\\u00e9\"",
            "inf", "1979-05-27 07:32:00Z",
        ])
    }

    // MARK: YAML

    private mutating func yaml() -> String {
        let indent = generator.pick(["  ", "    "])
        var lines: [String] = generator.chance(3) ? ["# first", "---"] : []
        for key in uniqueKeys(3) where key != container { lines += yamlMember(key, indent) }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: lines.append("\(container): {}\(generator.pick(["", " # none", " "]))")
        case 5: lines.append("\(container): {first: {cmd: x, env: {}}, \"second\": {}}")
        case 1: lines.append("\(container):\(generator.pick(["", " # none"]))")
        case 2: lines.append("\(container): {first: {cmd: x, args: [a]}}")
        case 3: break
        default:
            lines.append("\(container): # ours")
            for key in uniqueKeys(3) + ["last"] {
                lines += [
                    "\(indent)\(YAMLWriter.scalar(key)):", "\(indent)\(indent)cmd: x # why", "\(indent)\(indent)args:",
                    "\(indent)\(indent)- -y",
                ]
                if generator.chance(3) { lines.append("") }
            }
        }
        if lines.allSatisfy({ $0.hasPrefix("#") || $0 == "---" }) { lines.append("end: 1") }
        if generator.chance(2) {
            lines += ["", "# last", "other: &anchor {a: 1}", "again: *anchor", "both: [*anchor, {<<: *anchor}]"]
        }
        return lines.joined(separator: lineBreak) + generator.pick(["", lineBreak])
    }

    private mutating func yamlMember(_ key: String, _ indent: String) -> [String] {
        let head = YAMLWriter.scalar(key) + ":"
        switch Int.random(in: 0..<8, using: &generator) {
        case 5: return ["\(head) |+ # kept", "\(indent)block", "", ""]
        case 6: return ["\(head) >-", "\(indent)folded", "\(indent)text", "", "\(indent)\(indent)more"]
        case 7: return ["\(head) goes", "\(indent)on"]
        case 0: return ["\(head) \(QuotedText.quoted(generator.pick(Self.texts)))  # note"]
        case 1: return ["\(head) yes"]
        case 2: return ["\(head) |", "\(indent)block # no comment", "", "\(indent)\(indent)more"]
        case 3: return [head, "- a", "- b: 1", "  c: 2"]
        default: return [head, "\(indent)x: 'it''s'", "\(indent)y: [1, {z: 2}]"]
        }
    }
}
