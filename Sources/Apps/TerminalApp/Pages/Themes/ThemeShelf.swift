import TerminalKit

/// Where themes come from: the program, and `themes` in the home. The files are looked at anew each time.
struct ThemeShelf {
    /// Of the user's own themes.
    var folder: String
    /// The names of a folder's files; none when there is no such folder.
    var list: (String) -> [String]
    /// A file's text; `nil` when there is none.
    var read: (String) -> String?

    var offers: [Theme.Offer] { Theme.available(searching: [folder], list: list, read: read) }

    /// Whether the user has written a theme of this name, however badly.
    func hasFile(_ name: String) -> Bool { !name.contains("/") && read("\(folder)/\(name).theme") != nil }

    /// The theme of a name, or the standard one with a warning that says why.
    func theme(_ name: String) -> (theme: Theme, warnings: [ThemeWarning]) {
        Theme.load(name: name, searching: [folder], read: read)
    }
}
