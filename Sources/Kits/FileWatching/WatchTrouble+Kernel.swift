#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the kernel's refusals mean.
extension WatchTrouble {
    /// Nothing can be watched at all.
    static func noWatcher(errno number: Int32) -> WatchTrouble {
        let isLimit = number == EMFILE
        return WatchTrouble(
            code: isLimit ? "too-many-watchers" : "watch-failed",
            problem: isLimit
                ? "files cannot be watched: your programs watch files with as many watchers as they may have"
                : "files cannot be watched: \(reason(number))",
            remedy: isLimit ? raising("instances", to: 1024) : "changed files are seen when you ask for something")
    }

    /// `folder` cannot be watched; `nil` when that is none of our business: it has gone, or nobody may look into it.
    static func notWatched(_ folder: String, errno number: Int32) -> WatchTrouble? {
        switch number {
        case ENOENT, ENOTDIR, EACCES, EPERM, ELOOP:
            return nil
        case ENOSPC:
            return WatchTrouble(
                code: "too-many-folders",
                problem: "changes in \(folder), and perhaps in others, are not seen: the kernel watches no more folders for you",
                remedy: raising("watches", to: 524_288))
        default:
            return WatchTrouble(
                code: "watch-failed", problem: "changes in \(folder) are not seen: \(reason(number))",
                remedy: "check the folder: ls -ld '\(folder)'")
        }
    }

    /// It cannot be looked into.
    static func closed(_ folder: String) -> WatchTrouble {
        WatchTrouble(
            code: "watch-failed", problem: "changes in \(folder) are not seen: it may not be read",
            remedy: "give yourself the right to it: ls -ld '\(folder)', then chmod or chown")
    }

    /// There are more folders in it than a source has.
    static func tooLarge(_ folder: String, limit: Int) -> WatchTrouble {
        WatchTrouble(
            code: "too-many-folders", problem: "\(folder) has more than \(limit) folders in it; the others are not watched",
            remedy: "watch a smaller folder, or ignore those that are not yours to edit")
    }

    private static func raising(_ what: String, to number: Int) -> String {
        #if os(Linux)
            return "run 'sudo sysctl fs.inotify.max_user_\(what)=\(number)', and write it in /etc/sysctl.d to keep it"
        #else
            return "raise the limit of open files ('ulimit -n \(number)')"
        #endif
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }
}
