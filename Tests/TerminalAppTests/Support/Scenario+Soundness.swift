import ServerModel
import Testing

@testable import TerminalApp
@testable import TerminalKit

/// What holds for every screen, whatever happened before it.
extension Scenario {
    /// Values that are only ever typed into hidden fields: a screen that shows one of them, unasked, is a leak.
    static let hiddenValues = ["hunter2"]

    /// Fails with the screen when it breaks a rule.
    func expectSound(location: SourceLocation = #_sourceLocation) {
        let faults = faults
        guard !faults.isEmpty else { return }
        Issue.record("\(faults.joined(separator: "\n"))\n\(screen)", sourceLocation: location)
    }

    /// The rules the screen breaks; none for a sound one.
    var faults: [String] {
        let frame = frame
        var faults = frame.violations
        if frame.size != state.size { faults.append("the frame is \(frame.size), the terminal \(state.size)") }
        if !glyphs.kit.isUnicode { faults += beyondASCII(frame) }
        faults += leaks(frame)
        guard let layout = state.layout else { return faults }
        if Landing(state) == nil, layout.panes[state.focus] == nil {
            faults.append("\(state.focus) has the focus and is not seen")
        }
        return faults + cursorFaults(frame, layout)
    }

    /// Signs that are nothing on a terminal that shows only ASCII: the painter has likenesses for some, and '?' for the rest.
    private func beyondASCII(_ frame: Frame) -> [String] {
        frame.scalarsBeyondASCII.filter { sign in
            // Bytes that are no text are made visible by what cleans foreign texts.
            AsciiLikeness.of(sign) == "?" && sign != "\u{FFFD}" && !sign.properties.isAlphabetic
        }.map { "'\($0)' on an ASCII screen" }
    }

    private func leaks(_ frame: Frame) -> [String] {
        if let until = state.form?.revealedUntil, until > state.now { return [] }
        return Self.hiddenValues.filter { frame.shows($0) }.map { "\($0) is to be seen" }
    }

    private func cursorFaults(_ frame: Frame, _ layout: Layout) -> [String] {
        guard Landing(state) == nil else { return [] }
        guard let cursor = frame.cursor else {
            return Context.panes.contains(state.context) ? ["no cursor is in \(state.focus)"] : []
        }
        if state.prompt != nil { return layout.footer.contains(cursor) ? [] : ["the cursor is at \(cursor), outside the prompt"] }
        if state.overlay != nil { return layout.body.contains(cursor) ? [] : ["the cursor is at \(cursor), outside the popup"] }
        guard let pane = layout.panes[state.focus] else { return [] }
        guard pane.contains(cursor) else { return ["the cursor is at \(cursor), outside \(state.focus)"] }
        // A long message may lie over the lowest rows until it is acknowledged.
        guard state.focus == .servers, state.isConnected, state.toast == nil, !state.visibleServers.isEmpty else { return [] }
        let row = (pane.x..<pane.maxX).map { frame[$0, cursor.y].style }
        let isOnSelection = row.contains { $0.background == .select || $0.token == .select }
        return isOnSelection ? [] : ["the cursor is at \(cursor), and the selection is not"]
    }
}
