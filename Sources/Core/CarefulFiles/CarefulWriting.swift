import CKernel
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whole files, or none: others see the old one or the new one, also after a power cut.
package enum CarefulWriting {
    /// Puts `new` in the place of `file`, which must still be as it was read. Links, mode, owner and attributes stay.
    ///
    /// What another program writes meanwhile is never lost: the two files change places, and what comes out is looked at. Throws
    /// ``ChangedMeanwhile`` when it is not what was read; then it is back in its place.
    /// - Parameter token: part of the name of the file beside it that holds `new` before; a killed process leaves that behind.
    package static func replace(
        _ file: SourceFile, with new: [UInt8], token: UInt64 = .random(in: 0...UInt64.max)
    ) throws {
        let draft = try draft(of: new, for: file.realPath, mode: file.facts.mode, like: file, token)
        defer { unlink(draft) }
        // Most changes are seen here, before anything is done.
        guard let current = try? SourceFile(reading: file.realPath), current.bytes == file.bytes else {
            throw ChangedMeanwhile(path: file.path)
        }
        switch ck_exchange_files(draft, file.realPath) {
        case 0: try check(file, draft, new)
        case -EINVAL, -ENOSYS, -ENOTSUP:
            guard rename(draft, file.realPath) == 0 else { throw FileFailure("write", file.path) }
        case let error: throw FileFailure("write", file.path, number: -error)
        }
        Folder.synchronize(Folder.parent(of: file.realPath))
    }

    /// The file a killed ``replace(_:with:token:)`` leaves behind.
    package static func draftPath(for path: String, token: UInt64) -> String {
        "\(Folder.parent(of: path))/.\(Folder.name(of: path)).\(token).new"
    }

    /// After the exchange: `draft` is what was in the file's place.
    private static func check(_ file: SourceFile, _ draft: String, _ new: [UInt8]) throws {
        var inPlace = new
        var out = try SourceFile(reading: draft).bytes
        guard out != file.bytes else { return }
        // Somebody was faster. Theirs goes back, and if a third one is faster again, theirs.
        while true {
            let error = ck_exchange_files(draft, file.realPath)
            guard error == 0 else { throw FileFailure("write", file.path, number: -error) }
            let mine = try SourceFile(reading: draft).bytes
            if mine == inPlace { throw ChangedMeanwhile(path: file.path) }
            inPlace = out
            out = mine
        }
    }

    /// Makes a new file; throws `EEXIST` when there is one.
    /// - Parameter token: see ``replace(_:with:token:)``. What a killed process leaves behind may be a second name of the new file.
    package static func create(
        _ path: String, _ bytes: [UInt8], mode: mode_t = 0o600, token: UInt64 = .random(in: 0...UInt64.max)
    ) throws(FileFailure) {
        let draft = try draft(of: bytes, for: path, mode: mode, token)
        defer { unlink(draft) }
        // Unlike rename(), link() fails when the name is taken.
        guard link(draft, path) == 0 else { throw FileFailure("write", path) }
        Folder.synchronize(Folder.parent(of: path))
    }

    /// Puts a file of ours in the place of the one that may be there.
    package static func overwrite(_ path: String, _ bytes: [UInt8]) throws(FileFailure) {
        let draft = try draft(of: bytes, for: path, mode: 0o600)
        defer { unlink(draft) }
        guard rename(draft, path) == 0 else { throw FileFailure("write", path) }
        Folder.synchronize(Folder.parent(of: path))
    }

    /// Removes `file`, which must still be as it was read; what another program writes meanwhile is never lost.
    /// - Parameter token: see ``replace(_:with:token:)``.
    package static func remove(_ file: SourceFile, token: UInt64) throws {
        let draft = draftPath(for: file.realPath, token: token)
        guard let current = try? SourceFile(reading: file.realPath), current.bytes == file.bytes else {
            throw ChangedMeanwhile(path: file.path)
        }
        // Whatever is there now is taken away, and then looked at.
        guard rename(file.realPath, draft) == 0 else { throw FileFailure("remove", file.path) }
        defer { unlink(draft) }
        if let out = try? SourceFile(reading: draft), out.bytes == file.bytes {
            return Folder.synchronize(Folder.parent(of: file.realPath))
        }
        // Unlike rename(), link() leaves what somebody made there by now.
        link(draft, file.realPath)
        throw ChangedMeanwhile(path: file.path)
    }

    package static func remove(_ path: String) throws(FileFailure) {
        guard unlink(path) == 0 else { throw FileFailure("remove", path) }
        Folder.synchronize(Folder.parent(of: path))
    }

    /// A neighbour of `path` that nobody else can have opened: a name by chance, and the mode before anything is in it.
    private static func draft(
        of bytes: [UInt8], for path: String, mode: mode_t, like file: SourceFile? = nil,
        _ token: UInt64 = .random(in: 0...UInt64.max)
    ) throws(FileFailure) -> String {
        let draft = draftPath(for: path, token: token)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileFailure("write", path) }
        defer { close(descriptor) }
        do throws(FileFailure) {
            if let file { copyFacts(of: file, to: descriptor) }
            guard fchmod(descriptor, mode) == 0 else { throw FileFailure("write", path) }
            try write(bytes, to: descriptor, path)
        } catch {
            unlink(draft)
            throw error
        }
        return draft
    }

    private static func copyFacts(of file: SourceFile, to descriptor: Int32) {
        if file.facts.owner != geteuid() || file.facts.group != getegid() {
            // Refused where the file is somebody else's; then it becomes ours, as with every editor.
            _ = fchown(descriptor, file.facts.owner, file.facts.group)
        }
        let source = open(file.realPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard source >= 0 else { return }
        ck_copy_attributes(source, descriptor)
        close(source)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw FileFailure("write", path) }
    }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
