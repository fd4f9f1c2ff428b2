import ServerModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Replacing this process by another program.
enum Executable {
    /// Goes on as the program at `path`; returns only by throwing ``CannotRun``.
    static func become(_ path: String, _ arguments: [String]) throws -> Never {
        // What we ignore, the program would ignore too.
        signal(SIGPIPE, SIG_DFL)
        var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        pointers.append(nil)
        execv(path, &pointers)
        let reason = String(cString: strerror(errno))
        for pointer in pointers { free(pointer) }
        throw CannotRun(path: path, reason: reason)
    }
}

/// A program of ours could not be executed.
struct CannotRun: ActionableError, Hashable {
    var path: String
    /// The system's words.
    var reason: String

    var code: String { "cannot-run" }
    var problem: String { "'\(path)' cannot be run: \(reason)" }
    var remedy: String { "install mcp-manager again, so that its programs lie side by side" }
}
