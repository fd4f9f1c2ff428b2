/// Something done here that can be taken back.
struct Undoable: Hashable {
    /// What would be undone: `edit of github`.
    var label: String
    /// The same on the command line; `nil` where there is none.
    var command: String?
    var requests: [Request]
}
