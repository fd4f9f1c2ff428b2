import ServerModel
import Yams

/// Turns text into one mapping of nodes, or says in plain words why it cannot.
package struct YAMLDocument {
    let root: Node.Mapping
    /// Keys that repeat an earlier one; told already, and not to be read.
    let repeatedKeys: Set<Place>

    /// `nil` when the text is not YAML, not a mapping, or too much; the findings say which.
    package init?(_ findings: Findings) {
        let source = findings.source
        guard source.text.utf8.count <= DefinitionReader.sizeLimit else {
            findings.error(at: nil, Self.oversized.message, fix: Self.oversized.fix)
            return nil
        }
        if let offset = source.scalars.firstIndex(where: Self.isForbidden) {
            let code = String(source.scalars[offset].value, radix: 16, uppercase: true)
            findings.error(
                at: source.place(at: offset), "an invisible control character (U+\(code)) is here",
                fix: "delete it, or write it as an escape in double quotes")
            return nil
        }
        guard let (node, repeated) = Self.compose(findings) else { return nil }
        guard let node, !NodeReader.isNull(node) else {
            findings.error(
                at: nil, "the file is empty", fix: "write at least 'name:' and 'execution:', or remove the file")
            return nil
        }
        guard let root = node.mapping else {
            findings.error(
                at: node.place, "the file is not a mapping of keys to values",
                fix: "begin with 'name: …' and 'execution:', a colon and a space after each key")
            return nil
        }
        self.root = root
        repeatedKeys = repeated
    }

    /// What is said of a file over ``DefinitionReader/sizeLimit``.
    static let oversized = (
        message: "the file is larger than 1 MiB, which no definition is", fix: "check that it is the right file"
    )

    /// Not printable in YAML 1.1; found here because libyaml gives only a byte near it.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFFFD, 0x10000...0x10FFFF: false
        default: true
        }
    }

    /// Parses, and tells every repeated key instead of stopping at the first. The node is `nil` for an empty file.
    ///
    /// Yams compares the keys of a mapping with all that hangs below them, so a few aliases inside a key could keep it busy for
    /// years ("billion laughs"). Therefore we first parse a copy in which every alias is a harmless word, and look at the keys.
    private static func compose(_ findings: Findings) -> (node: Node?, repeated: Set<Place>)? {
        let source = findings.source
        var harmless = source.scalars
        let stars = harmless.indices.filter { harmless[$0] == "*" }
        for star in stars { harmless[star] = starStandIn }
        do {
            let (node, repeated) = try composeTellingRepeatedKeys(harmless, findings)
            let places = Set(repeated.map { source.place(at: $0.lowerBound) })
            guard let node, !stars.isEmpty else { return (node, places) }
            guard hasOnlyPlainKeys(node, aliases: Set(stars.map { source.place(at: $0) }), findings) else { return nil }
            var scalars = harmless
            for star in stars where !repeated.contains(where: { $0.contains(star) }) { scalars[star] = "*" }
            return (try Yams.compose(yaml: SourceText.string(scalars)), places)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            let key = clipped(keys.first.map(unmasked) ?? "")
            findings.error(at: Place(context.mark), "the key '\(key)' is there twice", fix: "keep one of the two")
        } catch {
            SyntaxProblem(error, in: source).tell(findings)
        }
        return nil
    }

    /// Stands for `*` and for repeated keys: private characters that nobody writes and that YAML takes for letters.
    private static let starStandIn: Unicode.Scalar = "\u{F8FF}"
    private static let keyStandIns = (0xE000..<0xE032).compactMap(Unicode.Scalar.init)

    private static func unmasked(_ key: String) -> String {
        SourceText.string(key.unicodeScalars.map { $0 == starStandIn ? "*" : $0 })
    }

    /// Throws when the text is not YAML, or when a repeated key cannot be told apart.
    private static func composeTellingRepeatedKeys(
        _ scalars: [Unicode.Scalar], _ findings: Findings
    ) throws -> (node: Node?, repeated: [Range<Int>]) {
        var scalars = scalars
        var repeated: [Range<Int>] = []
        for standIn in keyStandIns {
            do {
                return (try Yams.compose(yaml: SourceText.string(scalars)), repeated)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let key = keys.first.map(unmasked) ?? ""
                let again = RepeatedKey.find(key, after: Place(context.mark), in: findings.source) { !repeated.contains($0) }
                guard let again else { throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context) }
                findings.error(
                    at: findings.source.place(at: again.lowerBound),
                    "the key '\(clipped(key))' is there twice; the first is on line \(context.mark.line)",
                    fix: "keep one of the two")
                repeated.append(again)
                // As long as the key, so that the rest of the file can be read and no column moves.
                for offset in again { scalars[offset] = standIn }
            }
        }
        return (try Yams.compose(yaml: SourceText.string(scalars)), repeated)
    }

    /// Refuses aliases, lists and mappings as keys.
    private static func hasOnlyPlainKeys(_ root: Node, aliases: Set<Place>, _ findings: Findings) -> Bool {
        var unread = [root]
        while let next = unread.popLast() {
            switch next {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    guard key.scalar != nil, key.place.map({ !aliases.contains($0) }) ?? true else {
                        findings.error(
                            at: key.place, "a key must be a plain word", fix: "write the key as text; use aliases in values only")
                        return false
                    }
                    unread.append(value)
                }
            case .sequence(let sequence): unread.append(contentsOf: sequence)
            case .scalar, .alias: break
            }
        }
        return true
    }
}

/// Finds a key that is written twice; Yams tells the place of the first only.
enum RepeatedKey {
    /// The offsets of the key's next occurrence in the same block mapping, quotes included; `nil` when it cannot be seen.
    static func find(_ key: String, after first: Place, in source: SourceText, where isNew: (Range<Int>) -> Bool) -> Range<Int>? {
        guard first.line < source.lineCount else { return nil }
        let spellings = [key, "\"\(key)\"", "'\(key)'"].map { Array($0.unicodeScalars) }
        for number in (first.line + 1)...source.lineCount {
            let line = source.line(number)
            let content = line.drop { $0 == " " }
            guard let start = content.first, start != "#" else { continue }
            let column = content.startIndex - line.startIndex + 1
            if column < first.column { return nil }
            guard column == first.column else { continue }
            for spelling in spellings where content.starts(with: spelling) {
                let rest = content.dropFirst(spelling.count).drop { $0 == " " }
                let place = content.startIndex..<(content.startIndex + spelling.count)
                if rest.first == ":", !place.isEmpty, isNew(place) { return place }
            }
        }
        return nil
    }
}
