import TerminalKit

/// What an empty home shows instead of an empty list: three ways to the first server.
struct WelcomeView {
    let state: AppState
    let glyphs: Glyphs

    /// The ways to begin, in the order they are shown.
    static let choices: [FormAction] = [.demo, .importServers, .add]

    func draw(in area: Rect, on frame: inout Frame) {
        let isTight = area.height < 16
        let width = min(66, area.width - 4)
        let head: [StyledLine] = [StyledLine([Piece("Welcome", .textStrong, bold: true)])]
        let words: SafeText =
            "MCP servers are defined once, run in one place, and are shared by all your AI clients. How do you begin?"
        let about = words.wrapped(to: width).map { StyledLine([Piece($0, .textDim)]) }
        let rowsOfChoice = width < 56 || isTight ? 1 : 2
        let choices = Self.choices.count * rowsOfChoice + (isTight ? 0 : Self.choices.count - 1)
        let text = isTight ? head : head + [.blank] + about
        let block = area.centered(width: width, height: min(area.height, text.count + 1 + choices))
        for (index, line) in text.enumerated() { frame.put(line, in: block.row(index), glyphs: glyphs) }
        var y = text.count + 1
        for (index, choice) in Self.choices.enumerated() {
            draw(choice, isChosen: index == state.forms.welcome, rows: rowsOfChoice, y: y, in: block, on: &frame)
            y += rowsOfChoice + (isTight ? 0 : 1)
        }
    }

    private func draw(_ choice: FormAction, isChosen: Bool, rows: Int, y: Int, in block: Rect, on frame: inout Frame) {
        let place = block.row(y)
        let ground: StyleToken? = isChosen ? .select : nil
        if isChosen {
            for row in 0..<rows where y + row < block.height {
                let hasCursor = row == 0 && state.overlay == nil && state.prompt == nil
                frame.select(block.row(y + row), margin: 2, hasCursor: hasCursor, glyphs: glyphs)
            }
        }
        let (title, detail) = Self.words(of: choice)
        let key = state.keys.bindings.first { $0.action == .forms(choice) && $0.applies(in: .welcome) }?.keys.first
        let pieces = [
            Piece(key.map { glyphs.key($0) } ?? " ", .key, bold: true), Piece("  "),
            Piece(title, isChosen ? .textStrong : .text, bold: isChosen),
        ]
        frame.put(StyledLine(pieces), in: place, glyphs: glyphs, on: ground)
        guard rows > 1, y + 1 < block.height else { return }
        frame.put(StyledLine([Piece("   "), Piece(detail, .textDim)]), in: block.row(y + 1), glyphs: glyphs, on: ground)
    }

    private static func words(of choice: FormAction) -> (title: SafeText, detail: SafeText) {
        switch choice {
        case .demo: ("Try the built-in demo server", "needs nothing installed, and shows everything there is to see")
        case .importServers:
            ("Import from your AI clients", "theirs become yours; secrets in plain text go into the store")
        default: ("Add a server of your own", "a command such as uvx mcp-server-time, or an address")
        }
    }
}

extension AppState {
    /// Whether there is nothing to show but how to begin.
    var isWelcome: Bool { if case .empty? = Landing(self) { true } else { false } }

    /// Begins in the chosen way. The first server goes all the way into a client.
    mutating func begin() -> [Effect] {
        switch WelcomeView.choices[safe: forms.welcome] {
        case .demo?: perform(FormAction.demo)
        case .importServers?: openImport()
        default: openForm(.first)
        }
    }

    mutating func moveWelcome(by rows: Int) {
        forms.welcome = max(0, min(WelcomeView.choices.count - 1, forms.welcome + rows))
    }
}
