import TerminalKit

/// Something that can be put into the clipboard.
struct CopyChoice {
    /// The key that takes it from a menu.
    let letter: Character
    /// What it is, in the menu and in the word that it was copied: `the name`.
    let what: String
    /// Clean.
    let text: String

    /// - Parameter lines: may be foreign; each becomes a line of its own.
    init(_ letter: Character, _ what: String, _ lines: String...) {
        self.letter = letter
        self.what = what
        text = lines.map { SafeText($0).string }.joined(separator: "\n")
    }

    var effect: Effect { .copy(text, what: what) }
}

extension AppState {
    /// Copies the only choice at once; of several one is chosen from a menu.
    mutating func copy(_ choices: [CopyChoice]) -> [Effect] {
        guard choices.count > 1 else { return choices.map(\.effect) }
        let items = choices.map { choice in
            let effect = choice.effect
            return Menu.Item(choice.letter, choice.what, Self.brief(choice.text)) { _ in [effect] }
        }
        overlay = .page(Menu(title: "Copy", items: items))
        return []
    }
}
