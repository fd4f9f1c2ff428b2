import ServerModel
import TerminalKit

/// The whole screen as a pure function of the state.
struct Screen {
    let state: AppState
    let glyphs: Glyphs

    func frame(size: Size) -> Frame {
        var frame = Frame(size: size)
        var state = state
        state.size = size
        guard let layout = state.layout else {
            drawTooSmall(on: &frame)
            return frame
        }
        HeaderView(state: state, glyphs: glyphs).draw(in: layout.header, on: &frame)
        if state.isWelcome {
            WelcomeView(state: state, glyphs: glyphs).draw(in: layout.body, on: &frame)
        } else if let landing = Landing(state) {
            let hasCursor = state.overlay == nil && state.prompt == nil
            LandingView(
                landing: landing, again: SafeText(state.keyLabel(.refresh)), leave: SafeText(state.keyLabel(.quitOrBack)),
                glyphs: glyphs
            ).draw(in: layout.body, hasCursor: hasCursor, on: &frame)
        } else {
            drawPanes(layout, of: state, on: &frame)
        }
        FooterView(state: state, glyphs: glyphs).draw(in: layout.footer, body: layout.body, on: &frame)
        switch state.overlay {
        case .help(let page): HelpView(page: page, state: state, glyphs: glyphs).draw(in: layout.body, on: &frame)
        case .palette(let palette): PaletteView(palette: palette, state: state, glyphs: glyphs).draw(in: layout.body, on: &frame)
        case .confirmation(let question):
            ConfirmationView(question: question, state: state, glyphs: glyphs).draw(in: layout.body, on: &frame)
        case .deletion(let question): DeletionView(question: question, glyphs: glyphs).draw(in: layout.body, on: &frame)
        case .plan, .entry: ReadingView(state, glyphs: glyphs)?.draw(in: layout.body, on: &frame)
        case .page(let page): page.draw(in: layout.body, on: &frame, state: state, glyphs: glyphs)
        case nil: break
        }
        return frame
    }

    private func drawPanes(_ layout: Layout, of state: AppState, on frame: inout Frame) {
        for (pane, rect) in layout.panes {
            paneFrame(pane, layout: layout, of: state).draw(in: rect, on: &frame, glyphs: glyphs)
            switch pane {
            case .servers: ServersView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .status: StatusView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .logs: LogsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .secrets where state.form != nil:
                if let form = state.form { FormView(form: form, state: state, glyphs: glyphs).draw(in: rect, on: &frame) }
            case .secrets: SecretsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .platforms: PlatformsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .health: HealthView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .tools: ToolsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .calls: CallsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .sessions: SessionsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .alerts: AlertsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            case .events: EventsView(state: state, glyphs: glyphs).draw(in: rect, on: &frame)
            }
        }
        // The last picture stays readable, but no colour claims to be the present state.
        if !state.isConnected {
            // A form is not a picture of anything: which button is chosen must be seen.
            for (pane, rect) in layout.panes where pane != .secrets || state.form == nil {
                frame.restyle(rect) { style in
                    style = Style(.textDim, on: style.background == .select ? .selectInactive : nil)
                }
            }
        }
    }

    private func paneFrame(_ pane: Pane, layout: Layout, of state: AppState) -> PaneFrame {
        let decoration =
            switch pane {
            case .servers: ServersView(state: state, glyphs: glyphs).decoration
            case .status: StatusView(state: state, glyphs: glyphs).decoration
            case .logs: LogsView(state: state, glyphs: glyphs).decoration
            case .secrets:
                state.form.map { FormView(form: $0, state: state, glyphs: glyphs).decoration }
                    ?? SecretsView(state: state, glyphs: glyphs).decoration
            case .platforms: PlatformsView(state: state, glyphs: glyphs).decoration
            case .health: HealthView(state: state, glyphs: glyphs).decoration
            case .tools: ToolsView(state: state, glyphs: glyphs).decoration
            case .calls: CallsView(state: state, glyphs: glyphs).decoration
            case .sessions: SessionsView(state: state, glyphs: glyphs).decoration
            case .alerts: AlertsView(state: state, glyphs: glyphs).decoration
            case .events: EventsView(state: state, glyphs: glyphs).decoration
            }
        return PaneFrame(
            titles: titles(of: pane, layout: layout), isFocused: state.focus == pane, right: decoration.right,
            bottom: decoration.bottom)
    }

    private func titles(of pane: Pane, layout: Layout) -> [PaneFrame.Title] {
        if pane == .secrets, let form = state.form {
            return [PaneFrame.Title(text: FormView(form: form, state: state, glyphs: glyphs).title, isActive: true, key: nil)]
        }
        func title(_ other: Pane) -> PaneFrame.Title {
            PaneFrame.Title(text: SafeText(other.title), isActive: other == pane, key: other.key)
        }
        let tabs = Tab.allCases.map(\.pane)
        if layout.isSingle { return ([.servers] + tabs + [.events]).map(title) }
        switch pane {
        case .servers, .events, .platforms: return [title(pane)]
        case .status where layout.isWide, .health where layout.isWide: return [title(pane)]
        case .status, .logs, .health, .secrets, .tools, .calls, .sessions, .alerts:
            return tabs.filter { !layout.isWide || layout.panes[$0] == nil || $0 == pane }.map(title)
        }
    }

    private func drawTooSmall(on frame: inout Frame) {
        let need = Layout.smallest
        let text = SafeText(
            "need \(need.columns)x\(need.rows), have \(frame.size.columns)x\(frame.size.rows)")
        frame.put(text, x: 0, y: 0, style: Style(.text), maxWidth: frame.size.columns)
        frame.put(
            SafeText("\(state.keyLabel(.quitOrBack)) quits"), x: 0, y: 1, style: Style(.textDim), maxWidth: frame.size.columns)
    }
}

/// What a pane puts into its border.
struct PaneDecoration {
    var right: [Piece] = []
    var bottom: [Piece] = []

    /// How many of `count` rows are below those that are seen, of which `top` is to be the first.
    static func below(_ count: Int, from top: Int, rows: Int) -> Int {
        count - rows - max(0, min(top, count - rows))
    }
}
