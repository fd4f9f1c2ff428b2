import ServerModel

/// Points a client's entry at us: its command becomes `mcp-connect NAME --client ID`, and what only the server needs goes.
struct EntryEdits {
    private let entry: ClientEntry
    private let members: [PlacedValue.Member]
    private let words: [String]
    private var edits: [TextEdit] = []
    /// What the entry is to mean afterwards.
    private var meaning: [String: PlacedValue.Meaning]

    /// The edits of the entry's file. Throws when they would change anything else.
    static func edits(pointing entry: ClientEntry, to id: ServerID, bridge: String) throws(Obstacle) -> [TextEdit] {
        var work = EntryEdits(entry, words: [bridge, id.rawValue, "--client", entry.client.id])
        try work.writeCommand()
        try work.check()
        return work.edits
    }

    private init(_ entry: ClientEntry, words: [String]) {
        self.entry = entry
        self.words = words
        members = entry.value.members ?? []
        if case .table(let members) = entry.value.meaning { meaning = members } else { meaning = [:] }
    }

    private var bytes: [UInt8] { entry.document.file.bytes }

    private mutating func writeCommand() throws(Obstacle) {
        let isJoined = if case .joined = entry.client.spelling { true } else { false }
        let pairs =
            isJoined ? [("command", list(words))] : [("command", quoted(words[0])), ("args", list(Array(words.dropFirst())))]
        let texts = words.map { PlacedValue.Meaning.scalar($0, isText: true) }
        meaning["command"] = isJoined ? .list(texts) : texts[0]
        meaning["args"] = isJoined ? nil : .list(Array(texts.dropFirst()))
        let isAddress = { (key: String) in EntryScan.addressKeys.contains(key) }
        guard let anchor = members.first(where: { $0.key == "command" }) ?? members.first(where: { isAddress($0.key) }) else {
            throw Obstacle("the entry has neither a command nor an address")
        }
        var removed = EntryScan.environmentKeys.union(EntryScan.headerKeys).union(EntryScan.addressKeys)
            .union(["transportType", "transport"])
        if anchor.key == "command" {
            edits.append(TextEdit(anchor.value.span, pairs[0].1))
            let args = members.first { $0.key == "args" }
            if isJoined {
                removed.insert("args")
            } else if let args {
                edits.append(TextEdit(args.value.span, pairs[1].1))
            } else {
                let place = anchor.value.span.upperBound
                edits.append(TextEdit(place..<place, separator(before: anchor) + member(pairs[1])))
            }
        } else {
            let text = pairs.map(member).joined(separator: separator(before: anchor))
            edits.append(TextEdit(anchor.start..<anchor.value.span.upperBound, text))
            meaning[anchor.key] = nil
            removed.remove(anchor.key)
            removed.insert("args")
        }
        correctType()
        remove(removed)
    }

    /// `"type": "http"` is wrong now.
    private mutating func correctType() {
        guard let type = members.first(where: { $0.key == "type" }), let written = type.value.text,
            !["stdio", "local"].contains(written)
        else { return }
        let right =
            switch entry.client.spelling {
            case .separate(let type), .joined(let type): type
            }
        edits.append(TextEdit(type.value.span, quoted(right)))
        meaning["type"] = .scalar(right, isText: true)
    }

    // MARK: Spelling

    private var isTOML: Bool { entry.client.format == .toml }

    private func member(_ pair: (String, String)) -> String { isTOML ? "\(pair.0) = \(pair.1)" : "\"\(pair.0)\": \(pair.1)" }

    private func list(_ words: [String]) -> String { "[" + words.map(quoted).joined(separator: ", ") + "]" }

    /// The escapes we write are those of JSON, TOML and YAML alike.
    private func quoted(_ text: String) -> String { YAMLText.quoted(text) }

    /// What stands between a member and the next one, as before this one.
    private func separator(before member: PlacedValue.Member) -> String {
        let indent = String(decoding: bytes[bytes.lineStart(of: member.start)..<member.start], as: UTF8.self)
        if isTOML { return bytes.lineBreak + (bytes.beginsLine(member.start) ? indent : "") }
        return bytes.beginsLine(member.start) ? "," + bytes.lineBreak + indent : ", "
    }

    // MARK: Removing

    private mutating func remove(_ keys: Set<String>) {
        let removed = members.filter { keys.contains($0.key) }
        for member in removed { meaning[member.key] = nil }
        if isTOML {
            for member in removed { edits += lines(of: member) }
        } else if !removed.isEmpty {
            removeMembers(keys)
        }
    }

    /// The lines of a member of TOML, wherever they are.
    private func lines(of member: PlacedValue.Member) -> [TextEdit] {
        var ranges: [Range<Int>] = []
        func collect(_ member: PlacedValue.Member) {
            if !member.value.span.isEmpty || member.value.members == nil {
                ranges.append(bytes.wholeLines(member.start..<max(member.start, member.value.span.upperBound - 1)))
            }
            // Tables in one line are within it.
            for inner in member.value.members ?? [] where !ranges.contains(where: { $0.contains(inner.start) }) { collect(inner) }
        }
        collect(member)
        return ranges.map { TextEdit($0) }
    }

    /// Members of JSON with their commas; lines that are empty then go too.
    private mutating func removeMembers(_ keys: Set<String>) {
        let commas = members.map { member -> Int? in
            let place = JSONLexer.afterSpace(bytes, from: member.value.span.upperBound)
            return place < bytes.count && bytes[place] == UInt8(ascii: ",") ? place : nil
        }
        for (member, comma) in zip(members, commas) where keys.contains(member.key) {
            var start = member.start
            var end = comma.map { $0 + 1 } ?? member.value.span.upperBound
            if bytes.beginsLine(start), bytes.endsLine(end) {
                let lines = bytes.wholeLines(start..<end)
                (start, end) = (lines.lowerBound, lines.upperBound)
            } else if comma == nil {
                while start > 0, bytes[start - 1].isBlank { start -= 1 }
            } else {
                while end < bytes.count, bytes[end].isBlank { end += 1 }
            }
            edits.append(TextEdit(start..<end))
        }
        // The last one that stays has a comma only if the last one had.
        guard let last = members.last, keys.contains(last.key), commas.last == .some(nil),
            let kept = members.lastIndex(where: { !keys.contains($0.key) }), let comma = commas[kept]
        else { return }
        edits.append(TextEdit(comma..<comma + 1))
    }

    // MARK: Checking

    /// Reads the result again: everything else must mean what it meant.
    private func check() throws(Obstacle) {
        let failed = Obstacle("the entry is written in a way that we cannot change safely: write 'mcp-connect' there by hand")
        guard let new = bytes.applying(edits) else { throw failed }
        let parsed = isTOML ? TOMLLexer.parse(new) : JSONLexer.parse(new)
        let wanted = entry.document.root?.meaning.replacing(entry.path[...]) { _ in .table(meaning) }
        guard parsed.isWhole, let root = parsed.root, root.meaning == wanted else { throw failed }
    }
}
