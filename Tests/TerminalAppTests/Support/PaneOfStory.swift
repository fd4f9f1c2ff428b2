import TerminalKit
import Testing

@testable import TerminalApp

/// A pane on the screen of a ``Story``.
struct PaneOfStory {
    let story: Story
    let pane: Pane

    /// At least one row is like this.
    @discardableResult
    func lines(_ match: LineMatch, location: SourceLocation = #_sourceLocation) -> PaneOfStory {
        if !rows.contains(where: { match.matches($0.text, isSelected: $0.isSelected) }) {
            story.fail("no row of \(pane) is \(match)", location)
        }
        return self
    }

    /// No row is like this.
    @discardableResult
    func noLines(_ match: LineMatch, location: SourceLocation = #_sourceLocation) -> PaneOfStory {
        if rows.contains(where: { match.matches($0.text, isSelected: $0.isSelected) }) {
            story.fail("a row of \(pane) is \(match)", location)
        }
        return self
    }

    /// Goes to a server of the list, as by the filter: what is typed does not count.
    @discardableResult
    func select(_ server: String, location: SourceLocation = #_sourceLocation) -> PaneOfStory {
        if story.app.state.focus != .servers { story.press(.pane(.servers), location: location) }
        let hadFilter = !story.app.state.filter.isEmpty
        story.press(.filter, location: location)
        if hadFilter { story.press(key: .control("u"), location: location) }
        story.type("^\(server)$", location: location).press(
            .accept, location: location)
        if story.app.state.selected?.rawValue != server { story.fail("there is no server \(server)", location) }
        return self
    }

    /// Presses keys there.
    @discardableResult
    func press(_ actions: Action..., location: SourceLocation = #_sourceLocation) -> PaneOfStory {
        if story.app.state.focus != pane { story.press(.pane(pane), location: location) }
        for action in actions { story.press(action, location: location) }
        return self
    }

    private var rows: [(text: String, isSelected: Bool)] {
        guard let rect = story.app.state.layout?.panes[pane] else { return [] }
        let frame = story.app.frame
        let inside = rect.inset(by: 1)
        return (inside.y..<inside.maxY).map { y in
            let cells = (inside.x..<inside.maxX).map { frame[$0, y] }
            let isSelected = cells.contains { $0.style.background == .select } || frame.cursor?.y == y
            return (cells.map(\.glyph).joined(), isSelected)
        }
    }
}

/// What a row of text must be like.
struct LineMatch: CustomStringConvertible {
    private var parts: [String]
    private var mustBeSelected = false

    /// It holds all of these.
    static func contains(_ parts: String...) -> LineMatch { LineMatch(parts: parts) }

    /// And has the cursor, or the selection's bar.
    func selected() -> LineMatch {
        var match = self
        match.mustBeSelected = true
        return match
    }

    func matches(_ text: String, isSelected: Bool = false) -> Bool {
        (isSelected || !mustBeSelected) && parts.allSatisfy { text.contains($0) }
    }

    var description: String { "\(parts)" + (mustBeSelected ? ", selected" : "") }
}
