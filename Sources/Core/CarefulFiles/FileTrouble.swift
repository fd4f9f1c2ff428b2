import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system refused something about a file.
public struct FileTrouble: ActionableError, Hashable {
    /// What was tried, as in "cannot *read* …".
    public var action: String
    public var path: String
    /// See errno(3).
    public var number: Int32

    /// Whether the name was taken already.
    package var isTaken: Bool { number == EEXIST }

    package init(_ action: String, _ path: String, number: Int32 = errno) {
        self.action = action
        self.path = path
        self.number = number
    }

    public var code: String {
        switch number {
        case ENOSPC, EDQUOT: "disk-full"
        case EACCES, EPERM: "permission-denied"
        case EROFS: "read-only"
        case ENOENT: "not-found"
        default: "file-error"
        }
    }

    public var problem: String { "cannot \(action) \(path): \(String(cString: strerror(number)))" }

    public var remedy: String {
        switch number {
        case ENOSPC, EDQUOT: "free some space on the disk that holds it, and try again"
        case EACCES, EPERM: "give yourself the right to it: ls -l '\(path)', then chmod or chown"
        case EROFS: "the disk is mounted read-only: remount it"
        default: "check the file and its folder: ls -ld '\(path)'"
        }
    }
}
