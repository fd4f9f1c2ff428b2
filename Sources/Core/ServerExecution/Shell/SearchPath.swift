/// The directories programs are looked for in, and who says so.
struct SearchPath: Sendable, Hashable {
    /// Absolute, in the order they are searched, none twice.
    var directories: [String]
    /// For people: `the login shell /bin/zsh`.
    var origin: String
    var isFromShell = false

    /// Those of the shell, then the daemon's own, the standard ones, and `extra`.
    ///
    /// - Parameter daemon: the daemon's `PATH`; `nil`: it has none.
    init(shell: ShellAnswer, daemon: String?, extra: [String]) {
        directories = []
        switch shell {
        case .path(let path, let shell):
            origin = "the login shell \(shell)"
            isFromShell = true
            add(path)
        case .notAsked:
            origin = "the environment of the daemon"
        case .failed(let reason):
            origin = "the environment of the daemon, because \(reason)"
        }
        add(daemon ?? "")
        // A daemon nobody wants to be asked about has the PATH it was given, and no more.
        if shell != .notAsked || directories.isEmpty { add(InheritedEnvironment.standardPath) }
        for directory in extra { add(directory) }
    }

    /// What a shell would put into `PATH`.
    var text: String { directories.joined(separator: ":") }

    private mutating func add(_ path: String) {
        // What is relative means something else in every directory.
        for directory in path.split(separator: ":").map(String.init)
        where directory.hasPrefix("/") && !directories.contains(directory) {
            directories.append(directory)
        }
    }
}

/// What the user's login shell says of `PATH`.
public enum ShellAnswer: Sendable, Hashable {
    case path(String, shell: String)
    /// Nobody wants to know.
    case notAsked
    /// It does not say, and why, for people: `/bin/zsh said nothing within 5 s`.
    case failed(String)
}
