import Crypto
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A vault's files: the vault, the version before it, the draft of the next one, and the lock. What has to wait, waits here.
struct VaultFolder: Sendable {
    /// The vault's path, links resolved.
    let path: String
    /// Is told between the writing of a draft and its taking the vault's place; for tests.
    var beforeRenaming: @Sendable () -> Void = {}

    init(path: String) {
        guard let resolved = realpath(path, nil) else {
            self.path = path
            return
        }
        defer { free(resolved) }
        self.path = String(cString: resolved)
    }

    var previous: String { path + ".previous" }
    private var lock: String { path + ".lock" }
    private var file: PrivateFile { PrivateFile(path: path) }

    /// `nil` when there is none.
    func read() throws(VaultError) -> VaultFile? {
        let bytes: [UInt8]?
        do throws(FileFailure) {
            bytes = try file.read(limit: VaultFile.largest)
        } catch {
            throw .notRead(reason: error.problem)
        }
        guard let bytes else { return nil }
        return try VaultFile(parsing: bytes, path: path)
    }

    /// Writes the first version.
    func create(_ slot: VaultSlot, dataKey: SymmetricKey) throws {
        try makeFolder()
        try locked {
            // Also when it is damaged: it may be all there is left of somebody's secrets.
            guard access(path, F_OK) != 0 else { throw VaultError.exists(path: path) }
            let header = VaultHeader(generation: 1, slots: [slot])
            try write(VaultFile(header: header, contents: VaultContents(), dataKey: dataKey), keepingPrevious: false)
        }
    }

    /// Changes what is in it now, which may be what another process has written a moment ago.
    ///
    /// - Parameters:
    ///   - isWanted: asked once the lock is held; if nobody waits any more, nothing is done.
    ///   - change: whether there is something to write.
    func update(
        with dataKey: SymmetricKey, isWanted: () -> Bool, _ change: (inout VaultContents) -> Bool
    ) throws -> Bool {
        try locked {
            guard isWanted() else { throw CancellationError() }
            let (header, before) = try opened(with: dataKey)
            var contents = before
            guard change(&contents) else { return false }
            let next = VaultHeader(generation: header.generation + 1, slots: header.slots)
            try write(VaultFile(header: next, contents: contents, dataKey: dataKey), keepingPrevious: true)
            return true
        }
    }

    /// Seals everything anew. The version before it would open with the old key: it goes.
    func changeKey(from old: SymmetricKey, to new: SymmetricKey, _ slot: VaultSlot) throws {
        try locked {
            let (header, contents) = try opened(with: old)
            let next = VaultHeader(generation: header.generation + 1, slots: [slot])
            try write(VaultFile(header: next, contents: contents, dataKey: new), keepingPrevious: false)
            unlink(previous)
        }
    }

    /// Removes the draft of a process that died, unless somebody is writing one.
    func sweep() {
        guard access(file.draft, F_OK) == 0 else { return }
        FileLock.ifFree(lock) { unlink(file.draft) }
    }

    private func opened(with dataKey: SymmetricKey) throws(VaultError) -> (VaultHeader, VaultContents) {
        guard let file = try read() else { throw .noVault(path: path) }
        guard let contents = file.contents(with: dataKey) else { throw .locked(reason: "its key was changed") }
        return (file.header, contents)
    }

    private func write(_ vault: VaultFile, keepingPrevious: Bool) throws {
        try file.replace(with: vault.bytes, keeping: keepingPrevious ? previous : nil, beforeRenaming: beforeRenaming)
    }

    private func locked<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try FileLock.holding(lock, work)
        } catch let trouble as FileFailure {
            throw VaultError.notWritten(reason: trouble.problem)
        }
    }

    private func makeFolder() throws(VaultError) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let folder = String(path[..<slash])
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw .notWritten(reason: FileFailure("write", folder).problem)
        }
    }
}
