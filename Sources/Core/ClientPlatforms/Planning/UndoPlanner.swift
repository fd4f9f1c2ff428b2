import CarefulFiles
import DocumentEditing
import ServerModel

/// Decides how one file becomes again what it was before a writing. Pure.
///
/// A file that nobody touched since gets its old bytes; in any other, our entries alone become what they were.
struct UndoPlanner {
    let platform: Platform
    let part: SyncManifest.Part
    let file: SyncManifest.File
    /// What it was; `nil` when it was made by that writing.
    let old: [UInt8]?
    let now: LookedFile

    /// What becomes of it; `nil` when it is as it was.
    func plan() throws(EntryObstacle) -> FilePlan? {
        let digest = now.source.map { ContentDigest.text(of: $0.bytes) }
        if digest == file.before { return nil }
        if let obstacle = now.writingObstacle { throw obstacle }
        var plan = FilePlan(platform: platform, file: now)
        plan.steps = file.steps.map { PlatformChange.Step(name: $0.name, server: $0.server, kind: Self.opposite($0.kind)) }
        if digest == file.after {
            plan.new = old
            plan.madeFolder = part.after.made?.folder
            return plan
        }
        plan.new = try entrywise()
        plan.warnings.append("the file was changed since: only our entries become what they were")
        return plan.new == now.source?.bytes ? nil : plan
    }

    private static func opposite(_ kind: PlatformChange.Step.Kind) -> PlatformChange.Step.Kind {
        switch kind {
        case .add: .remove
        case .remove: .add
        case .update, .adopt, .restore: .restore
        }
    }

    private func entrywise() throws(EntryObstacle) -> [UInt8] {
        if let problem = now.problem { throw problem }
        guard var document = now.document else { throw EntryObstacle("internal", "\(file.path) is gone", "restore a copy") }
        let before = LookedFile.document(old ?? [], platform.format)
        do throws(EditRefusal) {
            // What was made for the first goes with it, as the last.
            for step in file.steps.reversed() {
                let entry = part.after.entries[step.name] ?? part.before.entries[step.name]
                let container = entry?.container ?? platform.container
                let isItem = entry?.isListItem ?? (platform.layout == .list)
                let path = container.map { PathStep.key($0) } + [isItem ? .item(named: step.name) : .key(step.name)]
                if let value = before?.root[container]?.entry(step.name, isItem)?.documentValue {
                    _ = try document.set(value, at: path)
                } else if document.root[container]?.entry(step.name, isItem) != nil {
                    try document.remove(at: path, addedWith: entry?.insertion)
                }
            }
        } catch {
            throw EntryObstacle(error, in: file.path)
        }
        return document.bytes
    }
}

extension LookedFile {
    static func document(_ bytes: [UInt8], _ format: DocumentFormat) -> EditableDocument? {
        do throws(DocumentMistake) {
            return try EditableDocument(bytes, format: format)
        } catch {
            return nil
        }
    }
}

extension PlacedValue {
    /// The entry of a container, by its name.
    func entry(_ name: String, _ isItem: Bool) -> PlacedValue? {
        isItem ? items?.first { $0["name"]?.text == name } : self[name]
    }

    /// The value as one to be written.
    var documentValue: DocumentValue {
        switch content {
        case .text(let text): .text(text)
        case .word("true"): .flag(true)
        case .word("false"): .flag(false)
        case .word(let word):
            Int(word).map { .integer($0) } ?? (word == "null" || word == "~" || word.isEmpty ? .null : .text(word))
        case .list(let items): .list(items.map(\.documentValue))
        case .table(let members): .table(members.map { DocumentValue.Field($0.key, $0.value.documentValue) })
        }
    }
}
