import Yams

/// Reads YAML twice: the parser of Yams says what it means, exactly and with what its aliases stand for; ours says where it stands.
/// Where the two do not agree on what is there, the file is refused.
struct YAMLReading {
    let root: PlacedValue
    let meaning: PlacedValue.Meaning

    /// Aliases of aliases grow without an end.
    private static let valueLimit = 300_000

    /// - Parameter bytes: neither blank nor with anything but UTF-8 in them.
    init(_ bytes: [UInt8]) throws(DocumentMistake) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch let error as YamlError {
            // Where the second of two keys is, ours knows.
            if case .duplicatedKeysInMapping = error, let root = YAMLLexer.parse(bytes).root {
                try StrictReading.checkKeys(root, bytes)
            }
            throw DocumentMistake(error, in: bytes)
        } catch {
            throw DocumentMistake(.syntax, "the file is no YAML", at: 0, in: bytes)
        }
        let document = YAMLLexer.parse(bytes)
        guard let node, !node.isLeftOut || document.root != nil else {
            // Nothing but comments, and the mark that begins a document.
            if let failure = document.failure, failure.offset < bytes.count { throw Self.strange(failure, bytes) }
            let end = bytes.contentEnd
            root = PlacedValue(content: .table([]), span: end..<end, isReplaceable: false)
            meaning = .table([:])
            return
        }
        guard let root = document.root, document.isWhole else { throw Self.strange(document.failure, bytes) }
        if let place = Self.disagreement(node, root, bytes) { throw Self.strange(ReadingFailure(offset: place), bytes) }
        var count = 0
        guard let meaning = Self.meaning(of: node, &count) else {
            throw DocumentMistake(.syntax, "the file's aliases stand for more than we read", at: 0, in: bytes)
        }
        self.root = root
        self.meaning = meaning
    }

    private static func strange(_ failure: ReadingFailure?, _ bytes: [UInt8]) -> DocumentMistake {
        .broken(failure, "YAML that we know how to change", in: bytes)
    }

    /// Where what we found is not what is there.
    private static func disagreement(_ node: Node, _ value: PlacedValue, _ bytes: [UInt8]) -> Int? {
        let place = value.span.lowerBound
        if value.isAlias { return nil }
        switch (node, value.content) {
        case (.mapping(let pairs), .table(let members)):
            guard pairs.count == members.count else { return place }
            for (pair, member) in zip(pairs, members) {
                guard case .scalar(let key) = pair.key, key.string == member.key else { return member.start }
                if let inner = disagreement(pair.value, member.value, bytes) { return inner }
            }
            return nil
        case (.sequence(let nodes), .list(let items)):
            guard nodes.count == items.count else { return place }
            return zip(nodes, items).lazy.compactMap { disagreement($0, $1, bytes) }.first
        case (.scalar(let scalar), .text(let text)):
            // Ours is not exact where line breaks are folded; there, the other one alone is asked.
            let isExact = value.isReplaceable && !bytes[value.span].contains(.newline)
            return !isExact || scalar.string == text ? nil : place
        case (.scalar(let scalar), .word): return scalar.string.isEmpty ? nil : place
        default: return place
        }
    }

    private static func meaning(of node: Node, _ count: inout Int) -> PlacedValue.Meaning? {
        count += 1
        guard count < valueLimit else { return nil }
        switch node {
        case .scalar(let scalar):
            return .scalar(scalar.string, isText: node.tag.rawValue == Tag.Name.str.rawValue)
        case .sequence(let nodes):
            var items: [PlacedValue.Meaning] = []
            for node in nodes {
                guard let item = meaning(of: node, &count) else { return nil }
                items.append(item)
            }
            return .list(items)
        case .mapping(let pairs):
            var members: [String: PlacedValue.Meaning] = [:]
            for pair in pairs {
                guard let key = pair.key.scalar?.string, let value = meaning(of: pair.value, &count) else { return nil }
                members[key] = value
            }
            return .table(members)
        case .alias: return nil
        }
    }
}

extension PlacedValue {
    /// Whether it stands for what an anchor names.
    var isAlias: Bool {
        if case .word(let word) = content { word.hasPrefix("*") } else { false }
    }
}

extension Node {
    /// Whether it is nothing at all.
    fileprivate var isLeftOut: Bool { scalar?.string.isEmpty == true && tag.rawValue == Tag.Name.null.rawValue }
}

extension DocumentMistake {
    fileprivate init(_ error: YamlError, in bytes: [UInt8]) {
        let mark: Mark
        switch error {
        case .scanner(_, let text, let place, _), .parser(_, let text, let place, _), .composer(_, let text, let place, _):
            self.init(.syntax, "the file is no YAML: \(text)", at: 0, in: bytes)
            mark = place
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(.repeatedKey, "the key '\(keys.first?.prefix(60) ?? "")' is there twice", at: 0, in: bytes)
            mark = context.mark
        default:
            self.init(.syntax, "the file is no YAML", at: 0, in: bytes)
            return
        }
        (line, column) = (mark.line, mark.column)
    }
}
