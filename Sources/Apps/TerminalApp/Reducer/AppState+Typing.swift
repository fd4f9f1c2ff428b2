import ServerModel
import TerminalKit

/// Keys that are letters: into the prompt, or the query of a popup.
extension AppState {
    mutating func type(_ key: KeyPress) {
        if overlay == nil, form != nil {
            if context == .form { form?.type(key) }
            return
        }
        edit { _ = $0.handle(key) }
    }

    /// Pasted text goes where typed text goes; with nothing to type into it is dropped.
    mutating func paste(_ text: String) {
        if overlay == nil, form != nil {
            guard layout != nil, context == .form, let count = form?.paste(text), count > 0 else { return }
            toast = .note(count == 1 ? "pasted 1 character" : "pasted \(count) characters")
            return
        }
        edit { _ = $0.paste(text) }
    }

    private mutating func edit(_ change: (inout LineEditor) -> Void) {
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
        case nil:
            guard var prompt else { return }
            change(&prompt.editor)
            self.prompt = prompt
            apply(prompt.editor.text, to: prompt.kind)
        }
    }

    /// Filters and searches are live: they follow every letter.
    mutating func apply(_ text: String, to kind: Prompt.Kind) {
        switch kind {
        case .filter: filter = TextPattern(text)
        case .search: searchLog(TextPattern(text))
        }
    }
}
