import TerminalKit

/// The rows of a tree in so many columns.
struct TreeRows {
    let tree: JSONTree
    let width: Int
    /// Those that are not folded away.
    let anchors: [JSONTree.Anchor]
    /// The lines of texts that are wrapped.
    private let wrapped: [Int: [SafeText]]

    init(_ tree: JSONTree, width: Int) {
        self.tree = tree
        self.width = width
        var (anchors, wrapped): ([JSONTree.Anchor], [Int: [SafeText]]) = ([], [:])
        var index = 0
        while index < tree.nodes.count {
            let lines = Self.lines(of: index, in: tree, width: width)
            if let lines { wrapped[index] = lines }
            for line in 0..<(lines?.count ?? 1) { anchors.append(JSONTree.Anchor(node: index, line: line)) }
            index = tree.isFolded(index) ? tree.nodes[index].end : index + 1
        }
        self.anchors = anchors
        self.wrapped = wrapped
    }

    /// Where the cursor is among the rows; in what is folded away it is at what hides it.
    var cursor: Int {
        anchors.lastIndex { $0.node < tree.cursor.node || $0.node == tree.cursor.node && $0.line <= tree.cursor.line } ?? 0
    }

    /// The first row of a window so many rows high, with the cursor in it.
    func top(height: Int) -> Int {
        let cursor = cursor
        let top = max(0, min(tree.top, anchors.count - height, cursor))
        return cursor >= top + height ? cursor - max(1, height) + 1 : top
    }

    private static func indent(_ depth: Int) -> Int { 2 * min(depth, 12) }

    /// The lines of what is shown in several.
    private static func lines(of index: Int, in tree: JSONTree, width: Int) -> [SafeText]? {
        let node = tree.nodes[index]
        switch node.content {
        case .prose(let lines, _):
            return tree.wrapping.lines(of: index, width: width) {
                lines.flatMap { $0.wrapped(to: max(8, width - indent(node.depth))) }
            }
        case .text(let lines):
            guard !tree.isFolded(index) else { return nil }
            // The first line is the key's.
            return tree.wrapping.lines(of: index, width: width) {
                [.empty] + lines.flatMap { $0.wrapped(to: max(8, width - indent(node.depth) - 4)) }
            }
        case .heading, .object, .array, .scalar, .more: return nil
        }
    }

    // MARK: Drawing

    func line(_ row: Int, glyphs: Glyphs) -> StyledLine {
        guard let anchor = anchors[safe: row], let node = tree.nodes[safe: anchor.node] else { return .blank }
        let indent = SafeText(repeating: " ", columns: Self.indent(node.depth))
        switch node.content {
        case .heading(let text, let token): return StyledLine([Piece(text, token)])
        case .prose(_, let token):
            return StyledLine([Piece(indent), Piece(wrapped[anchor.node]?[safe: anchor.line] ?? "", token)])
        case .text where anchor.line > 0:
            return StyledLine([Piece(indent + "    "), Piece(wrapped[anchor.node]?[safe: anchor.line] ?? "", .jsonString)])
        case .text(let lines):
            let count = lines.count > 1 ? SafeText("  \(lines.count) lines") : "  text"
            let first = tree.isFolded(anchor.node) ? [Piece("\"" + (lines.first ?? "") + "\"", .jsonString)] : []
            return StyledLine([Piece(indent)] + head(anchor.node, glyphs: glyphs) + first + [Piece(count, .textDim)])
        case .scalar(let text, let token):
            return StyledLine([Piece(indent)] + head(anchor.node, glyphs: glyphs) + [Piece(text, token)])
        case .object(let count):
            return StyledLine([Piece(indent)] + head(anchor.node, glyphs: glyphs) + size("{", count, "}", anchor.node, glyphs))
        case .array(let count):
            return StyledLine([Piece(indent)] + head(anchor.node, glyphs: glyphs) + size("[", count, "]", anchor.node, glyphs))
        case .more(let count): return StyledLine([Piece(indent), Piece(SafeText("  +\(count) more"), .textDim)])
        }
    }

    /// `▾ content  `
    private func head(_ index: Int, glyphs: Glyphs) -> [Piece] {
        let node = tree.nodes[index]
        let isUnicode = glyphs.kit.isUnicode
        let fold: SafeText =
            !tree.canFold(index) ? "  " : tree.isFolded(index) ? (isUnicode ? "▸ " : "+ ") : (isUnicode ? "▾ " : "- ")
        let key = node.key.map { [Piece(SafeText($0.prefix(120)), node.isElement ? .textDim : .jsonKey), Piece("  ")] } ?? []
        return [Piece(fold, .textDim)] + key
    }

    /// How many are in it; what is folded shows that something is inside.
    private func size(_ open: String, _ count: Int, _ close: String, _ index: Int, _ glyphs: Glyphs) -> [Piece] {
        if count == 0 { return [Piece(SafeText(open + close), .textDim)] }
        let inside = tree.isFolded(index) ? " \(count) \(glyphs.kit.ellipsis.string) " : "\(count)"
        return [Piece(SafeText(open + inside + close), .textDim)]
    }
}

extension JSONTree {
    /// Moves the cursor by rows, in a window of this size; ±100,000 is all the way.
    mutating func move(by step: Int, in size: Size) {
        let rows = TreeRows(self, width: size.columns)
        guard !rows.anchors.isEmpty else { return }
        cursor = rows.anchors[max(0, min(rows.anchors.count - 1, rows.cursor + step))]
        settle(in: size)
    }

    /// Keeps the cursor in the window.
    mutating func settle(in size: Size) {
        top = TreeRows(self, width: size.columns).top(height: size.rows)
    }
}

/// Draws a tree into a block of cells.
struct TreeView {
    let tree: JSONTree
    let glyphs: Glyphs
    /// Whether keys go there: then the cursor is at its row.
    let hasFocus: Bool
    /// On which it is drawn; `nil`: the ground of the panes.
    var ground: StyleToken?

    func draw(in area: Rect, on frame: inout Frame) {
        guard area.height > 0, area.width > 2 else { return }
        let rows = TreeRows(tree, width: area.width - 2)
        let top = rows.top(height: area.height)
        let cursor = rows.cursor
        for index in 0..<min(area.height, max(0, rows.anchors.count - top)) {
            let row = area.row(index)
            var ground = ground
            if top + index == cursor {
                let chosen: StyleToken = hasFocus ? .select : .selectInactive
                ground = chosen
                frame.select(row, on: chosen, hasCursor: hasFocus, glyphs: glyphs)
            }
            frame.put(rows.line(top + index, glyphs: glyphs), in: row.inset(left: 2), glyphs: glyphs, on: ground)
        }
    }

    /// `3 of 120`; empty when everything is to be seen.
    func position(in area: Rect) -> SafeText {
        let rows = TreeRows(tree, width: area.width - 2)
        return rows.anchors.count <= area.height ? "" : SafeText("\(rows.cursor + 1) of \(rows.anchors.count)")
    }
}
