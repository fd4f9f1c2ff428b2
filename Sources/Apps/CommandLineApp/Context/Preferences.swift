/// What the common options say.
struct Preferences: Hashable, Sendable {
    /// Values and errors as JSON.
    var json = false
    /// No colours, whatever the terminal can do.
    var plain = false
    /// Ask no questions.
    var yes = false
    /// The path of the home; `nil`: the usual one.
    var home: String?
}
