import CarefulFiles
import DocumentEditing
import ServerModel

/// Clients that write their file all the time: their own program changes it for us, when it is there.
extension PlatformKeeper {
    /// Whether the client's own program did it. Where it cannot, or would lose something, the file is edited as any other.
    func writeByEditor(_ look: PlatformLook, _ plan: PlatformPlan, _ work: inout WritingWork) async throws -> Bool {
        guard let editor = look.platform.editor, plan.files.count == 1, let file = plan.files.first, look.record.file == nil,
            work.failedEditors[look.platform.id] == nil, file.editorSteps.allSatisfy({ !$0.hasMore || $0.entry == nil })
        else { return false }
        var steps = SyncSteps(plan, look, adding: work.manifest, in: shelf.path(of: work.manifest.id))
        try steps.keepCopies()
        do {
            for step in file.editorSteps {
                if step.isThere { try await facts.edit(editor, .remove(name: step.name)) }
                if let entry = step.entry { try await facts.edit(editor, .add(name: step.name, json: JSONText.text(of: entry))) }
            }
        } catch {
            return try fail(steps, look, file, &work)
        }
        guard await isDone(look, plan) else { return try fail(steps, look, file, &work) }
        steps.settle(after: try? SourceFile(reading: file.file.path))
        try steps.remember(in: ledger)
        try steps.finish()
        work.manifest = steps.manifest
        return true
    }

    private func fail(_ steps: SyncSteps, _ look: PlatformLook, _ file: FilePlan, _ work: inout WritingWork) throws -> Bool {
        var steps = steps
        let now = try? SourceFile(reading: file.file.path)
        if now?.bytes == file.file.source?.bytes {
            steps.abandon()
        } else {
            // It did a part of it, which can be taken back like all the rest.
            steps.settle(after: now)
            try steps.finish()
        }
        work.manifest = steps.manifest
        work.failedEditors[look.platform.id] = file.editorSteps.map(\.name)
        return false
    }

    /// Reads back what the program made of it.
    private func isDone(_ look: PlatformLook, _ plan: PlatformPlan) async -> Bool {
        let now = await self.look(look.platform, plan.record)
        return plan.files.flatMap(\.editorSteps).allSatisfy { step in
            let found = now.standings.first { $0.name == step.name }?.found
            guard step.entry != nil else { return found == nil }
            guard let found, let written = plan.record.entries[step.name] else { return false }
            return written.fields.match(found.value)
        }
    }
}

/// Writes JSON in one line.
enum JSONText {
    static func text(of value: DocumentValue) -> String {
        switch value {
        case .text(let text): QuotedText.quoted(text)
        case .integer(let number): "\(number)"
        case .decimal(let number): number
        case .flag(let flag): "\(flag)"
        case .null: "null"
        case .list(let items): "[\(items.map(text).joined(separator: ","))]"
        case .table(let fields): "{\(fields.map { "\(QuotedText.quoted($0.key)):\(text(of: $0.value))" }.joined(separator: ","))}"
        }
    }
}
