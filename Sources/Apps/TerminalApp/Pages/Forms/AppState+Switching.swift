import ServerModel
import TerminalKit

/// `o` and `d`: several servers at once, as one thing that was done.
extension AppState {
    /// What `o` would do now: those that are on go off; when all are off, they go on.
    var toggling: (ids: [ServerID], isOn: Bool, command: String)? {
        let on = targets.filter { $0.phase != .disabled }
        let ids = (on.isEmpty ? targets : on).map(\.id)
        guard !ids.isEmpty else { return nil }
        let verb = on.isEmpty ? "enable" : "disable"
        return (ids, on.isEmpty, (["mcp-manager", verb] + ids.map(\.rawValue)).joined(separator: " "))
    }

    mutating func toggleServers() -> [Effect] {
        guard let (ids, isOn, command) = toggling else { return [] }
        let edit = DefinitionEdit(path: ["enabled"], value: "\(isOn)")
        let requests = ids.map { ServersRequest.change($0, DefinitionEditRequest(edits: [edit])) }
        begin(
            FormBatch(
                waiting: Set(requests), noun: isOn ? "switching on" : "switching off",
                participle: isOn ? "switched on" : "switched off", isEdit: true))
        let used = targets.filter { ids.contains($0.id) && !$0.sessions.isEmpty }
        guard !isOn, !used.isEmpty else {
            marked = []
            note(command)
            return requests.flatMap { ask(.servers($0)) }
        }
        overlay = .page(
            Question(
                title: ids.count == 1 ? "Switch off \(ids[0])?" : "Switch off \(ids.count) servers?",
                targets: ids.map { line(of: $0) },
                meaning: "They are stopped, and no client can start them until they are on again.",
                command: command, verb: "Switch off", requests: requests.map { .servers($0) }))
        return []
    }

    mutating func askRemoval() -> [Effect] {
        let ids = targets.map(\.id)
        guard !ids.isEmpty else { return [] }
        let requests = ids.map { ServersRequest.remove($0) }
        begin(FormBatch(waiting: Set(requests), noun: "removal", participle: "removed"))
        overlay = .page(
            Question(
                title: ids.count == 1 ? "Remove \(ids[0])?" : "Remove \(ids.count) servers?", targets: ids.map { line(of: $0) },
                meaning: removalMeaning(ids), command: Self.removal(of: ids), verb: "Remove",
                requests: requests.map { .servers($0) }, isRemoval: true))
        return []
    }

    static func removal(of ids: [ServerID]) -> String {
        ids.map { "mcp-manager remove \($0)" }.joined(separator: " && ")
    }

    /// `github   2 sessions end: Claude Desktop, Cursor`
    private func line(of id: ServerID) -> String {
        let sessions = server(id)?.sessions ?? []
        guard !sessions.isEmpty else { return id.rawValue }
        let names = sessions.map { $0.clientName ?? $0.platform ?? "a client" }.joined(separator: ", ")
        return "\(id)  \(sessions.count == 1 ? "1 session ends" : "\(sessions.count) sessions end"): \(names)"
    }

    /// What stays behind: entries in clients' files, and the copy.
    private func removalMeaning(_ ids: [ServerID]) -> String {
        let kept = "The definition is kept as a copy; \(keyLabel(.desk(.undo))) brings it back."
        guard let clients = platforms.findings?.platforms else {
            return "Clients' files that name it are put right by the next sync. \(kept)"
        }
        let naming = clients.filter { client in
            client.entries.contains { entry in
                [.inSync, .outdated, .drifted].contains(entry.state) && entry.server.map(ids.contains) ?? false
            }
        }
        guard !naming.isEmpty else { return "No client's file names it. \(kept)" }
        return "Still in the files of \(naming.map(\.title).joined(separator: ", ")), until the next sync. \(kept)"
    }

    // MARK: Together

    /// Remembers what belongs together; whether it is agreed to is another matter.
    mutating func begin(_ batch: FormBatch) {
        forms.batches.removeAll { !$0.waiting.isDisjoint(with: batch.waiting) }
        forms.batches.append(batch)
    }

    /// One answer of several. `undo` takes it back; `nil` where it failed.
    mutating func finish(_ request: ServersRequest, of id: ServerID, undo: Request?) {
        guard let index = forms.batches.firstIndex(where: { $0.waiting.contains(request) }) else { return }
        forms.batches[index].waiting.remove(request)
        if let undo {
            forms.batches[index].undo.append(undo)
            forms.batches[index].done.append(id)
        }
        guard forms.batches[index].waiting.isEmpty else { return }
        let batch = forms.batches.remove(at: index)
        marked.subtract(batch.done)
        guard let first = batch.done.sorted().first else { return }
        let what = batch.done.count == 1 ? first.rawValue : "\(batch.done.count) servers"
        let command = batch.done.map { "mcp-manager config undo \($0)" }.joined(separator: " && ")
        undoable.append(
            Undoable(label: "\(batch.noun) of \(what)", command: batch.isEdit ? command : nil, requests: batch.undo))
        if toast?.isError != true {
            let verb = batch.done.count == 1 ? "is" : "are"
            toast = .note("\(what) \(verb) \(batch.participle); \(keyLabel(.desk(.undo))) undoes it")
        }
    }
}
