#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whole files, or none: others see the old one or the new one, also after a power cut.
enum CarefulWriting {
    /// Puts `new` in the place of `file`, which must still be as it was read. Links, mode and owner stay.
    static func replace(_ file: SourceFile, with new: [UInt8]) throws {
        let draft = try draft(of: new, for: file.realPath, mode: file.facts.mode, owner: file.facts)
        defer { unlink(draft) }
        // As late as can be: a program that writes in the moment between this and the rename cannot be noticed by anybody.
        guard let current = try? SourceFile(reading: file.realPath), current.bytes == file.bytes else {
            throw CredentialMoveError.changedSince([file.path])
        }
        guard rename(draft, file.realPath) == 0 else { throw FileTrouble("write", file.path) }
        Folder.synchronize(Folder.parent(of: file.realPath))
    }

    /// Makes a new file; throws `EEXIST` when there is one.
    static func create(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws(FileTrouble) {
        let draft = try draft(of: bytes, for: path, mode: mode, owner: nil)
        defer { unlink(draft) }
        // Unlike rename(), link() fails when the name is taken.
        guard link(draft, path) == 0 else { throw FileTrouble("write", path) }
        Folder.synchronize(Folder.parent(of: path))
    }

    /// Puts a file of ours in the place of the one that may be there.
    static func overwrite(_ path: String, _ bytes: [UInt8]) throws(FileTrouble) {
        let draft = try draft(of: bytes, for: path, mode: 0o600, owner: nil)
        defer { unlink(draft) }
        guard rename(draft, path) == 0 else { throw FileTrouble("write", path) }
        Folder.synchronize(Folder.parent(of: path))
    }

    static func remove(_ path: String) throws(FileTrouble) {
        guard unlink(path) == 0 else { throw FileTrouble("remove", path) }
        Folder.synchronize(Folder.parent(of: path))
    }

    /// A neighbour of `path` that nobody else can have opened: a name by chance, and the mode before anything is in it.
    private static func draft(
        of bytes: [UInt8], for path: String, mode: mode_t, owner: SourceFile.Facts?
    ) throws(FileTrouble) -> String {
        let draft = "\(Folder.parent(of: path))/.\(Folder.name(of: path)).\(UInt64.random(in: 0...UInt64.max)).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileTrouble("write", path) }
        defer { close(descriptor) }
        do throws(FileTrouble) {
            if let owner, owner.owner != geteuid() || owner.group != getegid() {
                // Refused where the file is somebody else's; then it becomes ours, as with every editor.
                _ = fchown(descriptor, owner.owner, owner.group)
            }
            guard fchmod(descriptor, mode) == 0 else { throw FileTrouble("write", path) }
            try write(bytes, to: descriptor, path)
        } catch {
            unlink(draft)
            throw error
        }
        return draft
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileTrouble) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileTrouble("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw FileTrouble("write", path) }
    }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
