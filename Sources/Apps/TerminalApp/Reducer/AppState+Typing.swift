import ServerModel
import TerminalKit

/// Keys that are letters: into the prompt, or the query of a popup.
extension AppState {
    mutating func type(_ key: KeyPress) -> [Effect] {
        if prompt == nil, case .page(var page) = overlay {
            if overlay(as: Menu.self) != nil, case .character(let letter) = key { return takeFromMenu(letter: letter) }
            page.type(key, in: self)
            overlay = .page(page)
            return []
        }
        if overlay == nil, form != nil {
            if context == .form { form?.type(key) }
            return []
        }
        if overlay == nil, prompt == nil {
            switch focus {
            case .health: health.type(key)
            case .tools: tools.type(key)
            case .calls: calls.type(key)
            case .sessions: sessions.type(key)
            case .alerts: alerts.type(key)
            case .servers, .status, .logs, .secrets, .platforms, .events: break
            }
            return []
        }
        // What is typed narrows the page already; '/' is only the habit of beginning so.
        if case .help(let page) = overlay, page.query.text.isEmpty, key == .character("/") { return [] }
        return edit { _ = $0.handle(key) }
    }

    /// Pasted text goes where typed text goes; with nothing to type into it is dropped.
    mutating func paste(_ text: String) -> [Effect] {
        if pasteIntoForm(text) { return [] }
        if prompt == nil, case .page(var page) = overlay {
            page.paste(text, in: self)
            overlay = .page(page)
            return []
        }
        if overlay == nil, form != nil {
            guard layout != nil, context == .form, let count = form?.paste(text), count > 0 else { return [] }
            toast = .note(count == 1 ? "pasted 1 character" : "pasted \(count) characters")
            return []
        }
        if overlay == nil, prompt == nil, focus == .tools {
            tools.paste(text)
            return []
        }
        return edit { _ = $0.paste(text) }
    }

    private mutating func edit(_ change: (inout LineEditor) -> Void) -> [Effect] {
        switch overlay {
        case .help(var page):
            change(&page.query)
            page.top = 0
            overlay = .help(page)
        case .palette(var palette):
            change(&palette.query)
            palette.index = 0
            overlay = .palette(palette)
        case .confirmation, .deletion, .plan, .entry: break
        case .page, nil:
            guard var prompt else { return [] }
            change(&prompt.editor)
            self.prompt = prompt
            return apply(prompt.editor.text, to: prompt.kind)
        }
        return []
    }

    /// Filters and searches are live: they follow every letter.
    mutating func apply(_ text: String, to kind: Prompt.Kind) -> [Effect] {
        switch kind {
        case .filter: filter = TextPattern(text)
        case .search: searchLog(TextPattern(text))
        case .page(let purpose): return purpose.typed(text, in: &self)
        }
        return []
    }

    /// Enter: what was typed holds.
    mutating func acceptPrompt() -> [Effect] {
        guard let prompt else { return [] }
        self.prompt = nil
        guard case .page(let purpose) = prompt.kind else { return [] }
        return purpose.accepted(prompt.editor.text, in: &self)
    }

    /// Esc: as it was before.
    mutating func cancel(_ prompt: Prompt) -> [Effect] {
        guard case .page(let purpose) = prompt.kind else { return apply(prompt.previous, to: prompt.kind) }
        return purpose.cancelled(prompt.previous, in: &self)
    }
}
