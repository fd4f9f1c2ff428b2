import ServerModel
import TerminalKit

/// Pane 5, the secrets of the selected server: what it needs, what it has, where that is kept. Never a value.
struct SecretsView {
    let state: AppState
    let glyphs: Glyphs

    /// The eye does not find the way from a name to its state across a whole wide screen.
    static let mostColumns = 96

    var decoration: PaneDecoration {
        guard let secrets = state.secrets?.secrets, !secrets.secrets.isEmpty else { return PaneDecoration() }
        let set = secrets.secrets.count { $0.state == .set }
        return PaneDecoration(right: [Piece(SafeText("\(set) of \(secrets.secrets.count) set"), .textDim)])
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        var interior = rect.inset(left: 3, top: 1 + StatusPage.topMargin(rect), right: 3, bottom: 1)
        interior.width = min(interior.width, Self.mostColumns)
        if state.hasCursor(in: .secrets) { frame.cursor = Point(x: interior.x, y: interior.y) }
        guard state.selected != nil, let page = state.secrets, page.server == state.selected else {
            return hint(state.selected == nil ? "no server is selected" : "loading", in: interior, on: &frame)
        }
        switch page.content {
        case .loading: hint(state.isConnected ? "loading" : "not connected to the daemon", in: interior, on: &frame)
        case .failed(let report):
            let lines =
                SafeText(report.problem).wrapped(to: max(10, interior.width))
                + SafeText(report.remedy).wrapped(to: interior.width)
            for (index, line) in lines.prefix(interior.height).enumerated() {
                frame.put(line, x: interior.x, y: interior.y + index, style: Style(index == 0 ? .error : .textDim))
            }
        case .loaded(let secrets) where secrets.secrets.isEmpty: drawEmpty(in: interior, on: &frame)
        case .loaded(let secrets): draw(secrets, chosen: page.index, in: interior, on: &frame)
        }
    }

    private func hint(_ text: SafeText, in interior: Rect, on frame: inout Frame) {
        frame.put(text, x: interior.x, y: interior.y, style: Style(.textDim), maxWidth: interior.width)
    }

    private func drawEmpty(in interior: Rect, on frame: inout Frame) {
        let text = SafeText("This server asks for no secrets. Name them in its definition, and it gets them as variables:")
        let lines =
            text.wrapped(to: max(10, interior.width)).map { StyledLine([Piece($0, .textDim)]) }
            + [
                .blank, StyledLine([Piece("secrets:")]),
                StyledLine([Piece("  - {name: API_TOKEN, required: true}")]),
            ]
        for (index, line) in lines.prefix(interior.height).enumerated() {
            frame.put(line, in: interior.row(index), glyphs: glyphs)
        }
    }

    // MARK: The list

    private func draw(_ secrets: ServerSecrets, chosen: Int, in interior: Rect, on frame: inout Frame) {
        let rows = secrets.secrets.enumerated().flatMap { index, secret in
            lines(of: secret, width: interior.width).enumerated().map {
                (index: index, isFirst: $0.offset == 0, line: $0.element)
            }
        }
        let facts = facts(secrets, width: interior.width)
        let fits = rows.count + facts.count <= interior.height
        // Where not all fits the facts get a third, below, without the blank line before them.
        let below = fits ? facts[...] : facts.dropFirst().prefix(interior.height / 3)
        let room = max(1, interior.height - below.count)
        let first = rows.firstIndex { $0.index == chosen } ?? 0
        let last = rows.lastIndex { $0.index == chosen } ?? 0
        let top = max(0, min(first, last - room + 1))
        for (offset, row) in rows.dropFirst(top).prefix(room).enumerated() {
            let line = interior.row(offset)
            let isChosen = row.index == chosen && state.focus == .secrets
            if isChosen, row.isFirst {
                frame.select(line, margin: 2, hasCursor: state.overlay == nil, glyphs: glyphs)
            }
            frame.put(row.line, in: line, glyphs: glyphs, on: isChosen && row.isFirst ? .select : nil)
        }
        let start = min(rows.count, room)
        for (offset, line) in below.enumerated() { frame.put(line, in: interior.row(start + offset), glyphs: glyphs) }
    }

    /// The name with its state; below, what it is and what is wrong with it.
    private func lines(of secret: SecretStatus, width: Int) -> [StyledLine] {
        let look = SecretLook(secret, glyphs: glyphs)
        let isWide = width >= 60
        var head = [
            Piece(look.glyph, look.token), Piece(" "), Piece(SafeText(secret.name), .textStrong, bold: true), Piece("  "),
        ]
        if isWide { head.append(Piece(SecretLook.demand(secret, glyphs: glyphs), .textDim)) }
        let when = secret.changedAt.map { SafeText(state.localTime.short($0, today: state.now)) }
        let origin = secret.state == .set ? secret.origin.map { SafeText($0) } : nil
        let right: [Piece] = [origin, isWide ? when : nil].compactMap(\.self).reduce(into: []) { pieces, text in
            if !pieces.isEmpty { pieces.append(Piece(SafeText(" ") + glyphs.dot + " ", .textDim)) }
            pieces.append(Piece(text, .textDim))
        }
        var lines = [StyledLine(head, trailing: right.isEmpty ? [Piece(look.word, look.token)] : right)]
        if let problem = secret.problem {
            lines +=
                below(SafeText(problem.problem), look.token, width: width, limit: 6)
                + below(SafeText(problem.remedy), .textDim, width: width, limit: 6)
        } else if let description = secret.requirement.description {
            lines += below(SafeText(description), .textDim, width: width)
        }
        if let from = secret.requirement.from, secret.state != .set { lines += below(SafeText(from), .textDim, width: width) }
        return lines
    }

    private func below(_ text: SafeText, _ token: StyleToken, width: Int, limit: Int = 3) -> [StyledLine] {
        text.wrapped(to: max(10, width - 2)).prefix(limit).map { StyledLine([Piece("  "), Piece($0, token)]) }
    }

    /// Where values are kept, and who sees them.
    private func facts(_ secrets: ServerSecrets, width: Int) -> [StyledLine] {
        [.blank] + SecretFacts(store: secrets.store, server: secrets.server, glyphs: glyphs).lines(width: width)
    }
}

/// Where values are kept and who sees them, in a few lines.
struct SecretFacts {
    let store: SecretStoreReport?
    let server: ServerID
    let glyphs: Glyphs

    func lines(width: Int) -> [StyledLine] {
        let usedBy = StyledLine([Piece("used by  ", .textDim), Piece("this server only; in no file or log")])
        guard let store, store.takesNewValues else { return nowhere(width: width) + [usedBy] }
        let place = store.kind == .keyring ? "service mcp-manager.\(server)" : store.place
        let kept = [Piece(SafeText(store.kind.title)), Piece(SafeText("   \(place)"), .textDim)]
        return [StyledLine([Piece("kept in  ", .textDim)] + kept), usedBy]
    }

    /// Why no store takes values, and what to do: in full, half a command is none.
    private func nowhere(width: Int) -> [StyledLine] {
        let problem = store?.problem.map { "nowhere: \($0.problem)" } ?? "nowhere: no store takes values"
        let remedy = store?.problem?.remedy ?? "run 'mcp-manager secrets doctor': it says why, and what to do"
        let lines = [Piece(SafeText(problem), .warn), Piece(SafeText(remedy))].flatMap { piece in
            piece.text.wrapped(to: max(10, width - 9)).map { Piece($0, piece.style) }
        }
        return lines.enumerated().map { index, piece in
            StyledLine([Piece(index == 0 ? "kept in  " : "         ", .textDim), piece])
        }
    }
}
