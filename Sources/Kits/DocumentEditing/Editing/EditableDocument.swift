/// A file that was understood completely, and is changed without touching a byte that is not meant.
///
/// Each change is a few edits of spans. The result is read again, and must mean what was wanted and otherwise what it meant before.
package struct EditableDocument: Sendable {
    /// Without a byte order mark, which some readers do not take.
    package private(set) var bytes: [UInt8]
    package let format: DocumentFormat
    /// An empty table for a blank file.
    package private(set) var root: PlacedValue
    private var meaning: PlacedValue.Meaning

    package init(_ bytes: [UInt8], format: DocumentFormat) throws(DocumentMistake) {
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        self.format = format
        let reading = try StrictReading(self.bytes, format)
        root = reading.root
        meaning = reading.meaning
    }

    /// Puts a value at a path: in the place of what is there, or as the last member of its table, which is made where there is none.
    ///
    /// - Returns: what was put in besides the value; `nil` when something was replaced, or was there as it is wanted.
    package mutating func set(_ value: DocumentValue, at path: [PathStep]) throws(EditRefusal) -> Insertion? {
        try checkNames(path)
        guard let value = format == .toml ? value.withoutNull : value else {
            // TOML has no null: what is nothing is not there.
            try remove(at: path, addedWith: nil)
            return nil
        }
        let wanted = meaning.setting(path[...], to: value.meaning)
        if wanted == meaning { return nil }
        let nodes = nodes(on: path)
        guard nodes.count <= path.count else {
            let edits = try style.replacing(nodes[path.count], with: value, path, self)
            try apply(edits, meaning: [wanted])
            return nil
        }
        let depth = nodes.count - 1
        try check(nodes[depth], path, depth)
        var insertion = Insertion()
        insertion.made = path.count - depth - 1
        let edits = try style.inserting(value, at: path, nodes, self, &insertion)
        insertion.wasBlank = root.span.isEmpty && root.members?.isEmpty == true
        if insertion.wasBlank { insertion.gap = String(decoding: bytes, as: UTF8.self) }
        try apply(edits, meaning: [wanted])
        return insertion
    }

    /// Takes away what is at a path, and the tables that were made for it and are empty then.
    package mutating func remove(at path: [PathStep], addedWith insertion: Insertion?) throws(EditRefusal) {
        try checkNames(path)
        var target = path
        var made = insertion?.made ?? 0
        while made > 0, let parent = nodes(on: target.dropLast()).last, parent.members?.count ?? parent.items?.count == 1,
            isBare(around: target)
        {
            target.removeLast()
            made -= 1
        }
        let nodes = nodes(on: target)
        guard nodes.count > target.count else { return }
        let wanted = meaning.removing(leaving(target, nodes)[...])
        var gap = made == 0 ? insertion?.gap : nil
        let isLast = (nodes[target.count - 1].members?.count ?? nodes[target.count - 1].items?.count) == 1
        if insertion?.wasBlank == true, target.count == 1, isLast, let gap, isBare(around: target, but: gap) {
            bytes = Array(gap.utf8)
            root = PlacedValue(content: .table([]), span: 0..<0, isReplaceable: false)
            meaning = .table([:])
            return
        }
        // That was the file's, not the table's.
        if insertion?.wasBlank == true { gap = nil }
        var acceptable = [wanted]
        // What was nothing at all before it became a table is so again.
        if format == .yaml, isLast, gap?.isEmpty == true {
            acceptable.append(wanted.setting(target.dropLast()[...], to: .scalar("", isText: false)))
        }
        try apply(try style.removing(target, nodes, self, gap: isLast ? gap : nil), meaning: acceptable)
    }

    /// Whether a table holds nothing but one member: no comment that somebody wrote since.
    ///
    /// - Parameter known: what was there before the member.
    private func isBare(around path: [PathStep], but known: String = "") -> Bool {
        let nodes = nodes(on: path)
        guard nodes.count == path.count + 1 else { return false }
        let (table, member) = (nodes[path.count - 1], nodes[path.count])
        // Tables with headers have no bytes of their own; what is around them stays.
        if format == .toml, path.count > 1, !table.isReplaceable { return true }
        let start: Int
        if case .key(let key) = path[path.count - 1] {
            start = table.members?.last { $0.key == key }?.start ?? member.span.lowerBound
        } else {
            start = bytes.itemStart(member.span.lowerBound)
        }
        let outside: Range<Int>
        if path.count == 1 {
            outside = 0..<bytes.count
        } else if case .key(let key) = path[path.count - 2],
            let owner = nodes[path.count - 2].members?.last(where: { $0.key == key })
        {
            outside = colonEnd(of: owner)..<max(table.span.upperBound, member.span.upperBound)
        } else {
            outside = table.span
        }
        let end = max(member.span.upperBound, bytes.deepEnd(of: member))
        guard outside.lowerBound <= start, end <= max(outside.upperBound, end) else { return false }
        let rest =
            Array(bytes[outside.lowerBound..<start]) + (end < outside.upperBound ? Array(bytes[end..<outside.upperBound]) : [])
        return rest.marks == Array(known.utf8).marks
    }

    /// Behind the key of a member.
    private func colonEnd(of member: PlacedValue.Member) -> Int {
        // A table of TOML begins with its header, which is its key.
        guard member.start < member.value.span.lowerBound else { return member.start }
        let between = bytes[member.start..<member.value.span.lowerBound]
        let separator = UInt8(ascii: format == .toml ? "=" : ":")
        let text = String(decoding: between, as: UTF8.self)
        // Behind a key in quotes, which may have anything in it.
        if let quote = between.first, quote == .quote || quote == .apostrophe,
            let close = text.dropFirst().firstIndex(of: Character(Unicode.Scalar(quote)))
        {
            return member.start + text[...close].utf8.count
                + (text[text.index(after: close)...].prefix { $0 != ":" && $0 != "=" }.utf8.count) + 1
        }
        return (between.firstIndex(of: separator) ?? between.endIndex - 1) + 1
    }

    /// Whether people wrote comments into it.
    package var hasComments: Bool {
        switch format {
        case .json, .jsonWithComments, .jsonc: JSONLexer.read(bytes).comment != nil
        case .toml, .yaml:
            bytes.split(separator: .newline).contains { line in line.first { !$0.isBlank } == .hash }
        }
    }

    /// In TOML a table without a header of its own is gone with the last that is in it.
    private func leaving(_ path: [PathStep], _ nodes: [PlacedValue]) -> [PathStep] {
        var path = path
        while format == .toml, path.count > 1 {
            let parent = nodes[path.count - 1]
            let isImplicit = !parent.isReplaceable && (parent.span.isEmpty || bytes[parent.span.lowerBound] != UInt8(ascii: "["))
            guard isImplicit, parent.members?.count ?? parent.items?.count == 1 else { break }
            path.removeLast()
        }
        return path
    }

    // MARK: Together

    private var style: any DocumentStyle {
        switch format {
        case .json, .jsonWithComments, .jsonc: JSONStyle()
        case .toml: TOMLStyle()
        case .yaml: YAMLStyle()
        }
    }

    /// The root and every value on the way, as far as it goes.
    func nodes(on path: some Collection<PathStep>) -> [PlacedValue] {
        var nodes = [root]
        for step in path {
            guard let next = nodes[nodes.count - 1].child(step) else { break }
            nodes.append(next)
        }
        return nodes
    }

    /// Which of two items of one name is meant, nobody knows.
    private func checkNames(_ path: [PathStep]) throws(EditRefusal) {
        for (node, step) in zip(nodes(on: path), path) {
            guard case .item(let name) = step, let items = node.items else { continue }
            let same = items.filter { $0["name"]?.text == name }
            if same.count > 1 { throw refusal(at: same[1].span.lowerBound) }
        }
    }

    /// What a value is to be put into must be able to hold it.
    private func check(_ node: PlacedValue, _ path: [PathStep], _ depth: Int) throws(EditRefusal) {
        let fits =
            switch path[depth] {
            case .key: node.members != nil
            case .item: node.items != nil
            }
        if fits || format == .yaml && node.isLeftOut { return }
        let (line, column) = bytes.place(of: node.span.lowerBound)
        let key = if depth > 0, case .key(let key) = path[depth - 1] { key } else { "the file" }
        throw .notATable(key: key, line: line, column: column)
    }

    func refusal(at offset: Int) -> EditRefusal {
        let (line, column) = bytes.place(of: offset)
        return .tooIntricate(line: line, column: column)
    }

    private mutating func apply(_ edits: [TextEdit], meaning acceptable: [PlacedValue.Meaning]) throws(EditRefusal) {
        guard let new = bytes.applying(edits) else { throw .unsafe }
        let read: StrictReading
        do throws(DocumentMistake) {
            read = try StrictReading(new, format)
        } catch {
            throw .unsafe
        }
        guard acceptable.contains(read.meaning) else { throw .unsafe }
        bytes = new
        root = read.root
        meaning = read.meaning
    }
}

/// How one format is written.
protocol DocumentStyle {
    /// - Parameters:
    ///   - nodes: the root and what is there on the path; shorter than the path.
    func inserting(
        _ value: DocumentValue, at path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument,
        _ insertion: inout Insertion
    ) throws(EditRefusal) -> [TextEdit]

    func replacing(
        _ node: PlacedValue, with value: DocumentValue, _ path: [PathStep], _ document: EditableDocument
    ) throws(EditRefusal) -> [TextEdit]

    /// - Parameters:
    ///   - nodes: the root and everything on the path.
    ///   - gap: what stood in the place of the table's members before there were any.
    func removing(
        _ path: [PathStep], _ nodes: [PlacedValue], _ document: EditableDocument, gap: String?
    ) throws(EditRefusal) -> [TextEdit]
}
