import ServerModel

/// What forms keep beside the open one.
struct FormsPage {
    /// Forms that were left with something in them.
    var drafts: [ServerForm.Purpose: ServerForm] = [:]
    /// Servers whose secrets are on the way into the store, by the generation of the question.
    var storing: [Int: ServerID] = [:]
    /// Those among them that are started when theirs are there.
    var startsWhenStored: Set<ServerID> = []
    /// Which of the three ways to begin is chosen.
    var welcome = 0
    /// What was asked about several servers at once, until all of it is answered.
    var batches: [FormBatch] = []
}

/// Several requests that people see as one.
struct FormBatch {
    var waiting: Set<ServersRequest>
    /// What takes back what was done so far, newest last.
    var undo: [Request] = []
    /// The servers for which it was done.
    var done: [ServerID] = []
    /// `removal`, for what can be undone.
    var noun: String
    /// `removed`, for the message.
    var participle: String
    /// Whether `mcp-manager config undo` takes it back, too.
    var isEdit = false
}
