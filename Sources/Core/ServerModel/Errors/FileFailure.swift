#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system refused something about a file.
public struct FileFailure: ActionableError, Hashable {
    /// What was tried: `read`, as in "cannot read /a/b: permission denied".
    public var action: String
    public var path: String
    /// See errno(3).
    public var number: Int32

    /// - Parameter number: of the last call when left out.
    public init(_ action: String, _ path: String, number: Int32 = errno) {
        self.action = action
        self.path = path
        self.number = number
    }

    /// Whether the name was taken already.
    package var isTaken: Bool { number == EEXIST }

    public var code: String {
        switch number {
        case ENOSPC, EDQUOT: "disk-full"
        case EACCES, EPERM: "permission-denied"
        case EROFS: "read-only"
        case ENOENT: "not-found"
        default: "file-error"
        }
    }

    public var problem: String { "cannot \(action) \(path): \(String(cString: strerror(number)).lowercased())" }

    public var remedy: String {
        switch number {
        case ENOSPC: "free some space on the disk that holds it, and try again"
        case EDQUOT: "your quota is used up: delete something, or ask for more"
        case EACCES, EPERM: "give yourself the right to it: ls -l '\(path)', then chmod or chown"
        case EROFS: "the disk that holds it is mounted read-only: remount it"
        case EISDIR, ENOTDIR: "move away what is in its place: ls -ld '\(path)'"
        case EMFILE, ENFILE: "too many files are open: raise the limit (ulimit -n)"
        case ELOOP: "a symbolic link points to itself: ls -l '\(path)'"
        case EIO: "the disk reports errors: check it"
        default: "check the file and its folder: ls -ld '\(path)'"
        }
    }
}
