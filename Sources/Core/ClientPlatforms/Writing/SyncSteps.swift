import CarefulFiles
import ServerModel

/// The steps of writing one client's files, in their order. After each of them a killed daemon leaves whole files, and what is
/// needed to go on and to go back.
struct SyncSteps: Sendable {
    /// `backups/platforms/ID`
    let folder: String
    private(set) var manifest: SyncManifest
    private let plans: [FilePlan]
    /// How many files are written.
    private(set) var written = 0

    init(_ plan: PlatformPlan, _ look: PlatformLook, adding manifest: SyncManifest, in folder: String) {
        self.folder = folder
        plans = plan.files
        let number = manifest.parts.count
        let files = plan.files.enumerated().map { index, file in
            SyncManifest.File(
                path: file.file.path, realPath: file.file.source?.realPath ?? file.file.path,
                copy: file.file.source.map { "\(number)-\(index)-\(Folder.name(of: $0.realPath))" },
                before: file.file.source.map { ContentDigest.text(of: $0.bytes) }, after: file.new.map(ContentDigest.text),
                token: .random(in: 0...UInt64.max), steps: file.steps)
        }
        self.manifest = manifest
        self.manifest.parts.append(
            SyncManifest.Part(
                platform: look.platform.id, title: look.platform.title, files: files, before: look.record, after: plan.record))
    }

    private var part: SyncManifest.Part { manifest.parts[manifest.parts.count - 1] }

    /// First: copies of what is, for the owner alone, and the manifest. When this fails, nothing was touched.
    func keepCopies() throws {
        try Folder.make(folder)
        for (plan, file) in zip(plans, part.files) {
            guard let source = plan.file.source, let copy = file.copy else { continue }
            try CarefulWriting.overwrite("\(folder)/\(copy)", source.bytes)
        }
        try manifest.write(in: folder)
    }

    /// Second: one file, read back. Throws ``ChangedMeanwhile`` when somebody else wrote it since it was looked at.
    func write(_ index: Int) throws {
        let plan = plans[index]
        let file = part.files[index]
        try FolderLock.holding(Folder.parent(of: file.realPath), plan.platform.lock, of: file.realPath) {
            switch (plan.file.source, plan.new) {
            case (let source?, let new?): try CarefulWriting.replace(source, with: new, token: file.token)
            case (let source?, nil): try CarefulWriting.remove(source, token: file.token)
            case (nil, let new?):
                try Self.make(file, new)
            case (nil, nil): break
            }
        }
        // Left there, they would look like a client that is installed.
        if plan.new == nil, let top = plan.madeFolder { Folder.removeEmpty(Folder.parent(of: file.path), upTo: top) }
    }

    private static func make(_ file: SyncManifest.File, _ new: [UInt8]) throws {
        try Folder.make(Folder.parent(of: file.path))
        do {
            try CarefulWriting.create(file.path, new, token: file.token)
        } catch {
            if error.isTaken { throw ChangedMeanwhile(path: file.path) }
            throw error
        }
    }

    var fileCount: Int { plans.count }

    /// Third: what is ours now.
    func remember(in store: LedgerStore) throws {
        var ledger = store.read()
        ledger[part.platform] = part.after
        try store.write(ledger)
    }

    /// Another program wrote the file for us: this is what became of it.
    mutating func settle(after file: SourceFile?) {
        let index = manifest.parts.count - 1
        for number in manifest.parts[index].files.indices {
            manifest.parts[index].files[number].after = file.map { ContentDigest.text(of: $0.bytes) }
        }
    }

    /// Last.
    mutating func finish() throws {
        manifest.parts[manifest.parts.count - 1].isDone = true
        try manifest.write(in: folder)
    }

    /// Nothing was written: what was prepared for this client is forgotten.
    mutating func abandon() {
        let files = part.files
        manifest.parts.removeLast()
        for file in files {
            if let copy = file.copy { try? CarefulWriting.remove("\(folder)/\(copy)") }
        }
        if manifest.parts.isEmpty { Folder.remove(folder) } else { try? manifest.write(in: folder) }
    }

    /// All of them.
    mutating func perform(_ store: LedgerStore) throws {
        do {
            try keepCopies()
            for index in plans.indices {
                try write(index)
                written += 1
            }
        } catch {
            // With several files, those that were written stay: each is whole, and what is in them is ours.
            if written == 0 { abandon() } else { try settle(in: store) }
            throw error
        }
        try remember(in: store)
        try finish()
    }

    /// It ends with the files that are written.
    private mutating func settle(in store: LedgerStore) throws {
        manifest.parts[manifest.parts.count - 1].keep(Array(part.files.prefix(written)))
        try remember(in: store)
        try finish()
    }
}
