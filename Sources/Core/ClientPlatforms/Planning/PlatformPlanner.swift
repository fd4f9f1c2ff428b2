import CarefulFiles
import DocumentEditing
import ServerModel

/// Decides what is written into one client's files. Pure: from what is there, what is wanted, and what people decided.
struct PlatformPlanner {
    private let look: PlatformLook
    private let request: PlatformSyncRequest
    private var documents: [Int: EditableDocument] = [:]
    private var plans: [Int: FilePlan] = [:]
    private var refusals: [PlatformRefusal] = []
    private var record: PlatformLedger.Record

    static func plan(_ look: PlatformLook, _ request: PlatformSyncRequest) -> PlatformPlan {
        var planner = PlatformPlanner(look, request)
        planner.perform()
        return planner.finish()
    }

    private init(_ look: PlatformLook, _ request: PlatformSyncRequest) {
        self.look = look
        self.request = request
        record = look.record
    }

    private var platform: Platform { look.platform }

    private mutating func perform() {
        if let obstacle = platform.obstacle {
            return refuse(nil, EntryObstacle("unsupported", "we do not write the file of \(platform.title)", obstacle))
        }
        guard !look.files.isEmpty else {
            return refuse(
                nil,
                EntryObstacle(
                    "unknown-place", "it is not known where \(platform.title) keeps its file here",
                    "name it: 'mcp-manager platform configure \(platform.id) --file PATH'"))
        }
        for file in look.files {
            guard let problem = file.problem ?? file.writingObstacle else { continue }
            return refuse(nil, problem)
        }
        if let problem = look.switchboard?.problem, request.purpose == .sync {
            // A server that is switched off there would start running.
            return refuse(nil, problem)
        }
        for standing in look.standings where isMeant(standing) { perform(standing) }
    }

    private func isMeant(_ standing: Standing) -> Bool {
        request.servers.isEmpty || request.servers.contains(standing.server?.rawValue ?? standing.name)
    }

    private mutating func perform(_ standing: Standing) {
        if request.purpose == .release { return release(standing) }
        switch standing.state {
        case .inSync: break
        case .foreign, .excluded:
            // It was taken out, and is not wanted any more.
            if standing.written != nil { record.entries[standing.name] = nil }
            // People may think again of this very entry.
            guard choice(standing, isNamed: true) == .ours, record.theirs.contains(standing.name), !standing.wanted.isEmpty else {
                break
            }
            record.theirs.remove(standing.name)
            write(standing, standing.found == nil ? .add : .adopt)
        case .impossible:
            if let obstacle = standing.obstacle { refuse(standing.name, obstacle, isQuestion: true) }
        case .wanted: write(standing, .add)
        case .outdated: write(standing, .update)
        case .leftover: remove(standing)
        case .drifted, .missing, .taken: decide(standing)
        }
    }

    private mutating func release(_ standing: Standing) {
        guard let written = standing.written else { return }
        guard let found = standing.found else {
            record.entries[standing.name] = nil
            return
        }
        // What somebody made of it may be what we want: that is ours, too.
        if written.fields.withoutConstants(of: platform).match(found.value) || standing.state == .outdated
            || choice(standing) == .ours
        {
            remove(standing)
        } else if choice(standing) == .theirs {
            record.entries[standing.name] = nil
        } else {
            ask(
                standing, "changed-entry", "'\(standing.name)' in \(platform.title) was changed by somebody else",
                "say '--ours \(standing.name)' to take it out, or '--theirs \(standing.name)' to leave it there")
        }
    }

    // MARK: Decisions

    private func choice(_ standing: Standing, isNamed: Bool = false) -> PlatformSyncRequest.Decision.Choice? {
        request.decisions.last { decision in
            decision.platform == platform.id && (decision.name == standing.name || !isNamed && decision.name == nil)
        }?.choice
    }

    private mutating func decide(_ standing: Standing) {
        guard let choice = choice(standing) else {
            let (code, problem) =
                switch standing.state {
                case .drifted: ("changed-entry", "'\(standing.name)' in \(platform.title) was changed by somebody else")
                case .missing: ("removed-entry", "'\(standing.name)' was taken out of \(platform.title) by somebody else")
                default: ("foreign-entry", "\(platform.title) has an entry '\(standing.name)' that is not ours")
                }
            return ask(
                standing, code, problem,
                "say '--ours \(standing.name)' to have it as we want it, or '--theirs \(standing.name)' to leave it as it is")
        }
        switch choice {
        case .theirs:
            record.entries[standing.name] = nil
            record.theirs.insert(standing.name)
        case .ours:
            record.theirs.remove(standing.name)
            if let obstacle = standing.obstacle { return refuse(standing.name, obstacle) }
            if standing.wanted.isEmpty { return remove(standing) }
            write(standing, standing.state == .taken ? .adopt : .restore)
        }
    }

    // MARK: Writing

    private mutating func write(_ standing: Standing, _ kind: PlatformChange.Step.Kind) {
        let index = standing.file
        guard var document = documents[index] ?? look.files[index].document else { return }
        do throws(EntryObstacle) {
            let insertion: Insertion?
            if standing.found != nil {
                try update(&document, standing, takesOver: kind != .update)
                insertion = kind == .adopt ? nil : standing.written?.insertion
            } else {
                insertion = try add(&document, standing)
            }
            documents[index] = document
            record.entries[standing.name] = PlatformLedger.Entry(
                server: standing.server?.rawValue ?? standing.name, path: look.files[index].path,
                container: look.container(in: index), isListItem: platform.layout == .list, fields: standing.wanted,
                insertion: insertion)
            note(standing, kind, standing.wanted.table)
        } catch {
            refuse(standing.name, error)
        }
    }

    private func path(to name: String, in file: Int) -> [PathStep] {
        look.container(in: file).map { .key($0) } + [platform.layout == .list ? .item(named: name) : .key(name)]
    }

    private func add(_ document: inout EditableDocument, _ standing: Standing) throws(EntryObstacle) -> Insertion? {
        do throws(EditRefusal) {
            if look.files[standing.file].source == nil, document.bytes.isEmpty {
                for text in platform.newFile { _ = try document.set(.text(text.text), at: [.key(text.key)]) }
            }
            return try document.set(standing.wanted.table, at: path(to: standing.name, in: standing.file))
        } catch {
            throw EntryObstacle(error, in: look.files[standing.file].path)
        }
    }

    private func update(
        _ document: inout EditableDocument, _ standing: Standing, takesOver: Bool
    ) throws(EntryObstacle) {
        do throws(EditRefusal) {
            try EntryUpdate.perform(
                on: &document, at: path(to: standing.name, in: standing.file), wanted: standing.wanted,
                written: (standing.written?.fields ?? []).withoutConstants(of: platform), takesOver: takesOver, platform.entry)
        } catch {
            throw EntryObstacle(error, in: look.files[standing.file].path)
        }
    }

    private mutating func remove(_ standing: Standing) {
        // As it is by now, see ``handOver(_:)``.
        guard standing.found != nil, let written = record.entries[standing.name] else {
            record.entries[standing.name] = nil
            return
        }
        let index = standing.file
        guard var document = documents[index] ?? look.files[index].document else { return }
        do throws(EditRefusal) {
            try document.remove(at: path(to: standing.name, in: index), addedWith: written.insertion)
            documents[index] = document
            record.entries[standing.name] = nil
            handOver(written)
            note(standing, .remove, nil)
        } catch {
            refuse(standing.name, EntryObstacle(error, in: look.files[index].path))
        }
    }

    /// What was made for the first of ours goes with the last.
    private mutating func handOver(_ written: PlatformLedger.Entry) {
        guard let insertion = written.insertion, insertion.made > 0 || insertion.gap != nil else { return }
        let heirs = record.entries.filter { entry in
            entry.value.path == written.path && entry.value.container == written.container
                && entry.value.insertion.map { $0.made == 0 && $0.gap == nil } ?? false
        }
        if let heir = heirs.keys.min() { record.entries[heir]?.insertion = insertion }
    }

    private mutating func note(_ standing: Standing, _ kind: PlatformChange.Step.Kind, _ entry: DocumentValue?) {
        let index = standing.file
        var plan = plans[index] ?? FilePlan(platform: platform, file: look.files[index])
        plan.steps.append(PlatformChange.Step(name: standing.name, server: standing.server, kind: kind))
        let ours = Set((standing.written?.fields ?? []).compactMap(\.path.first))
        let hasMore = standing.found?.value.members?.contains { !ours.contains($0.key) } ?? false
        plan.editorSteps.append(
            FilePlan.EditorStep(name: standing.name, entry: entry, isThere: standing.found != nil, hasMore: hasMore))
        plans[index] = plan
    }

    // MARK: The result

    private mutating func ask(_ standing: Standing, _ code: String, _ problem: String, _ remedy: String) {
        refuse(standing.name, EntryObstacle(code, problem, remedy), isQuestion: true)
    }

    private mutating func refuse(_ name: String?, _ obstacle: EntryObstacle, isQuestion: Bool = false) {
        refusals.append(
            PlatformRefusal(
                platform: platform.id, title: platform.title, name: name, report: ErrorReport(obstacle), isQuestion: isQuestion))
    }

    private mutating func finish() -> PlatformPlan {
        var plan = PlatformPlan(refusals: refusals, record: record)
        for (index, file) in plans.sorted(by: { $0.key < $1.key }) {
            guard let document = documents[index] else { continue }
            var file = file
            let made = index == 0 ? made(file.file) : nil
            file.madeFolder = made?.folder
            file.new = made != nil && isNothingButOurs(document) ? nil : document.bytes
            if file.file.source?.bytes.starts(with: [0xEF, 0xBB, 0xBF]) == true {
                file.warnings.append("the mark at its beginning (BOM) is left out: some clients cannot read a file with one")
            }
            if index == 0 {
                plan.record.made = file.new.flatMap { new in
                    made.map { PlatformLedger.Made(folder: $0.folder, digest: ContentDigest.text(of: new)) }
                }
            }
            if file.file.source?.bytes != file.new { plan.files.append(file) }
        }
        return plan
    }

    /// What is known of a file that we make now, or made; `nil` for one of others, or that others changed: it is theirs, too.
    private func made(_ file: LookedFile) -> PlatformLedger.Made? {
        guard let source = file.source else {
            return PlatformLedger.Made(folder: file.missingFolder ?? look.record.made?.folder, digest: "")
        }
        return look.record.made.flatMap { $0.digest == ContentDigest.text(of: source.bytes) ? $0 : nil }
    }

    /// Whether a file that we made is as empty as it was when we made it.
    private func isNothingButOurs(_ document: EditableDocument) -> Bool {
        guard record.entries.isEmpty, !document.hasComments, let members = document.root.members else { return false }
        return members.allSatisfy { member in
            platform.newFile.contains { $0.key == member.key && $0.text == member.value.text }
                || member.key == platform.container.first
                    && (member.value.members?.isEmpty ?? member.value.items?.isEmpty ?? false)
        }
    }
}

extension EntryObstacle {
    init(_ refusal: EditRefusal, in path: String) {
        self.init("cannot-edit", "\(path): \(refusal)", "change it by hand there, or write the part in question in a simpler way")
    }
}
