import TerminalKit

extension SafeText {
    /// Without a name it begins with, where the name stands in a column of its own.
    func withoutName(_ name: SafeText) -> SafeText {
        let start = name.string + " "
        guard !name.isEmpty, string.hasPrefix(start), string.count > start.count else { return self }
        return SafeText(string.dropFirst(start.count))
    }
}
