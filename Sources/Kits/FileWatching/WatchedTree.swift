import CKernel

/// One watched folder: which kernel watches it has, what was in it, and what to look at again.
///
/// The kernel only says where to look. What has changed is found by comparing with what was there before, so that however an
/// editor saves, a file counts once; one that came and went does not count; and lost events lose nothing.
/// Confined to the watcher's queue.
final class WatchedTree {
    /// More folders than a source has that somebody edits.
    static let mostFolders = 20_000

    private let number: Int
    private let root: String
    private let ignored: IgnoreList
    private let isRecursive: Bool
    private let kernel: KernelWatches
    private let report: (FolderNews) -> Void

    private var folders: [String: Int32] = [:]
    private var files: [String: Int32] = [:]
    private var above: [Int32] = []
    /// Every file that counts, as it was when last looked at.
    private var known: [String: FileState] = [:]
    private var pending: Set<String> = []
    private var debounce = Debounce()
    /// The folder that is watched as the root; `nil` while there is none.
    private var identity: [UInt64]?
    private var hasToldThatItIsGone = false
    private var troublesTold: Set<String> = []

    /// `root` is an absolute path.
    init(
        number: Int, root: String, ignoring ignored: IgnoreList, isRecursive: Bool, kernel: KernelWatches,
        report: @escaping (FolderNews) -> Void
    ) {
        self.number = number
        self.root = root
        self.ignored = ignored
        self.isRecursive = isRecursive
        self.kernel = kernel
        self.report = report
    }

    /// When ``flush(at:)`` has something to do; `nil`: not before something happens.
    var deadline: ContinuousClock.Instant? { debounce.deadline }

    func begin() {
        arrive()
        guard identity == nil, FileState.identity(ofFolder: root) == nil else { return }
        hasToldThatItIsGone = true
        report(.gone)
    }

    func end() {
        forgetFolders()
        forgetAbove()
    }

    // MARK: Hearing

    func heard(_ what: UInt32, name: String, in role: KernelWatches.Role, at now: ContinuousClock.Instant) {
        let wentItself = what & CK_FILE_SELF_WENT.rawValue != 0
        switch role {
        case .above:
            if wentItself || identity == nil { checkRoot(at: now) }
        case .folder(let folder):
            if wentItself, folder.isEmpty { return checkRoot(at: now) }
            if wentItself, FileState(path(of: folder))?.isFolder != true { leave(folder, at: now) }
            guard what & CK_FILE_CHANGED.rawValue != 0 else { return }
            if name.isEmpty { rescan(folder, at: now) } else { look(at: Self.join(folder, name), what, at: now) }
        case .file(let file):
            if wentItself { forgetFile(file) }
            touch(file, at: now)
        }
    }

    /// Something of this name changed in a watched folder.
    private func look(at path: String, _ what: UInt32, at now: ContinuousClock.Instant) {
        if what & CK_FILE_FOLDER_WENT.rawValue != 0 { return leave(path, at: now) }
        if what & CK_FILE_FOLDER_CAME.rawValue != 0 {
            guard isRecursive, !ignored.ignores(path, isFolder: true) else { return }
            // At once: what is made in it from now on is told only if it is watched.
            enter(path, isNew: true)
            if !pending.isEmpty { debounce.touched(at: now) }
            return
        }
        guard !ignored.ignores(path, isFolder: false) else { return }
        touch(path, at: now)
    }

    private func touch(_ file: String, at now: ContinuousClock.Instant) {
        pending.insert(file)
        debounce.touched(at: now)
    }

    /// Events were lost: everything is looked at again.
    func lostTrack(at now: ContinuousClock.Instant) {
        checkRoot(at: now)
        guard identity != nil else { return }
        for folder in folders.keys.sorted() { rescan(folder, at: now) }
        pending.formUnion(known.keys)
        debounce.touched(at: now)
    }

    /// Looks for what is new in one folder, and at everything that was there.
    private func rescan(_ folder: String, at now: ContinuousClock.Instant) {
        guard folders[folder] != nil else { return }
        for file in known.keys where Self.folder(of: file) == folder { pending.insert(file) }
        for sub in folders.keys where !sub.isEmpty && Self.folder(of: sub) == folder && FileState(path(of: sub))?.isFolder != true
        {
            leave(sub, at: now)
        }
        list(folder, isNew: true)
        if !pending.isEmpty { debounce.touched(at: now) }
    }

    // MARK: Telling

    /// Tells what has changed, if it is time.
    func flush(at now: ContinuousClock.Instant) {
        guard let deadline = debounce.deadline, deadline <= now else { return }
        debounce.reset()
        guard identity != nil else {
            guard !hasToldThatItIsGone else { return }
            hasToldThatItIsGone = true
            known = [:]
            pending = []
            return report(.gone)
        }
        let changed = pending.filter(update)
        pending = []
        if !changed.isEmpty { report(.changed(changed.sorted())) }
    }

    /// Looks at a file again; whether it is another one than before.
    private func update(_ file: String) -> Bool {
        let found = FileState(path(of: file))
        let state = found?.isFolder == true ? nil : found
        if state != nil { watchFile(file) }
        guard known[file] != state else { return false }
        known[file] = state
        return true
    }

    private func tell(_ trouble: WatchTrouble) {
        guard troublesTold.insert(trouble.code).inserted else { return }
        report(.trouble(trouble))
    }

    // MARK: The root

    /// Whether the root is still the folder that is watched.
    private func checkRoot(at now: ContinuousClock.Instant) {
        let found = FileState.identity(ofFolder: root)
        guard found == nil || found != identity else { return }
        if identity != nil {
            identity = nil
            pending.formUnion(known.keys)
            forgetFolders()
            debounce.touched(at: now)
        }
        arrive()
        if !pending.isEmpty { debounce.touched(at: now) }
    }

    /// Watches the root, or the place where it will be.
    private func arrive() {
        forgetAbove()
        guard let place = nearestPlace() else { return }
        guard place == root else { return watchAllAbove(place) }
        let isBack = hasToldThatItIsGone
        let isFirst = known.isEmpty && pending.isEmpty
        // The root first, should there be few watches left.
        enter("", isNew: !(isBack || isFirst))
        watchAllAbove(root)
        guard folders[""] != nil else {
            // It went this moment, or we may not look into it.
            if troublesTold.isEmpty, FileState.identity(ofFolder: root) != nil { tell(.closed(root)) }
            return watchAbove(Self.parent(of: root), contents: true)
        }
        identity = FileState.identity(ofFolder: root)
        hasToldThatItIsGone = false
        if isBack || isFirst { report(.began(folders: folders.count)) }
    }

    /// The root, or the folder nearest to it, which is watched then: what comes in it may be the root, or lead to it.
    private func nearestPlace() -> String? {
        var place = root
        while true {
            while FileState.identity(ofFolder: place) == nil {
                guard place != "/" else { return nil }
                place = Self.parent(of: place)
            }
            guard place != root else { return root }
            watchAbove(place, contents: true)
            // Or did it come before it was watched?
            guard FileState.identity(ofFolder: Self.child(of: place, towards: root)) != nil else { return place }
            place = root
        }
    }

    private func watchAllAbove(_ folder: String) {
        var next = folder
        while next != "/" {
            next = Self.parent(of: next)
            watchAbove(next, contents: false)
        }
    }

    private func watchAbove(_ folder: String, contents: Bool) {
        // One that cannot be watched may be moved away unseen; nothing else is lost.
        guard let id = try? kernel.add(folder, contents: contents, for: interest(.above)) else { return }
        above.append(id)
    }

    private func forgetAbove() {
        for id in above { kernel.remove(id, for: interest(.above)) }
        above = []
    }

    // MARK: Folders

    /// Watches a folder and those in it. `isNew`: the files in it count as changed.
    private func enter(_ folder: String, isNew: Bool) {
        guard folders[folder] == nil else { return }
        guard folders.count < Self.mostFolders else { return tell(.tooLarge(root, limit: Self.mostFolders)) }
        do {
            folders[folder] = try kernel.add(path(of: folder), contents: true, for: interest(.folder(folder)))
        } catch {
            if let trouble = WatchTrouble.notWatched(path(of: folder), errno: error.errno) { tell(trouble) }
            return
        }
        // After it is watched, so that nothing comes between.
        list(folder, isNew: isNew)
    }

    private func list(_ folder: String, isNew: Bool) {
        for name in FileState.names(in: path(of: folder)) {
            let child = Self.join(folder, name)
            guard let state = FileState(path(of: child)), !ignored.ignores(child, isFolder: state.isFolder) else { continue }
            if state.isFolder {
                if isRecursive { enter(child, isNew: isNew) }
            } else if isNew {
                pending.insert(child)
            } else {
                known[child] = state
                watchFile(child)
            }
        }
    }

    /// A folder has gone, or was moved: what was in it is looked for where it was.
    private func leave(_ folder: String, at now: ContinuousClock.Instant) {
        let prefix = folder + "/"
        for (other, id) in folders where other == folder || other.hasPrefix(prefix) {
            folders[other] = nil
            kernel.remove(id, for: interest(.folder(other)))
        }
        let lost = known.keys.filter { $0.hasPrefix(prefix) }
        pending.formUnion(lost)
        if !lost.isEmpty { debounce.touched(at: now) }
    }

    private func forgetFolders() {
        for (folder, id) in folders { kernel.remove(id, for: interest(.folder(folder))) }
        folders = [:]
        for file in files.keys { forgetFile(file) }
    }

    private func watchFile(_ file: String) {
        guard ck_file_watch_needs_files(), files[file] == nil else { return }
        do {
            files[file] = try kernel.add(path(of: file), contents: true, for: interest(.file(file)))
        } catch {
            if let trouble = WatchTrouble.notWatched(path(of: file), errno: error.errno) { tell(trouble) }
        }
    }

    private func forgetFile(_ file: String) {
        if let id = files.removeValue(forKey: file) { kernel.remove(id, for: interest(.file(file))) }
    }

    private func interest(_ role: KernelWatches.Role) -> KernelWatches.Interest {
        KernelWatches.Interest(tree: number, role: role)
    }

    // MARK: Paths

    private func path(of relative: String) -> String {
        relative.isEmpty ? root : root == "/" ? "/" + relative : "\(root)/\(relative)"
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : "\(folder)/\(name)"
    }

    /// The folder a relative path is in; `""` is the root.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The first step from a folder towards something below it.
    private static func child(of folder: String, towards path: String) -> String {
        let start = folder == "/" ? path.index(after: path.startIndex) : path.index(path.startIndex, offsetBy: folder.count + 1)
        let rest = path[start...]
        return (folder == "/" ? "/" : folder + "/") + rest.prefix { $0 != "/" }
    }
}
