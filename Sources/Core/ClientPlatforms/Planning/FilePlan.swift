import DocumentEditing
import ServerModel

/// What becomes of one file.
struct FilePlan: Sendable {
    let platform: Platform
    let file: LookedFile
    /// `nil`: the file is removed, as we made it and nothing else is in it.
    var new: [UInt8]?
    /// The uppermost folder that we made for the file; it goes with the file, unless something else is in it.
    var madeFolder: String?
    var steps: [PlatformChange.Step] = []
    var warnings: [String] = []
    /// The steps for the client's own editor, in their order.
    var editorSteps: [EditorStep] = []

    struct EditorStep: Hashable, Sendable {
        var name: String
        /// `nil`: it is taken out.
        var entry: DocumentValue?
        /// Whether an entry of that name is there.
        var isThere: Bool
        /// Whether the entry that is there has fields that the editor would lose.
        var hasMore: Bool
    }
}

/// What is done about one client.
struct PlatformPlan: Sendable {
    var files: [FilePlan] = []
    var refusals: [PlatformRefusal] = []
    /// What is known of it afterwards.
    var record: PlatformLedger.Record

    /// Whether nothing that others did to our entries is left open.
    var isWhole: Bool { !refusals.contains { $0.name == nil || ["changed-entry", "removed-entry"].contains($0.report.code) } }
}
