import ServerModel

extension LaunchPlanner {
    /// Where a program of the user's is, as their login shell would find it; `nil` when it is not on the PATH.
    public func location(of program: String) -> String? {
        let path = SearchPath(shell: loginShell() ?? .notAsked, daemon: environment["PATH"], extra: [])
        return path.directories.lazy.map { "\($0)/\(program)" }.first { files.isExecutable($0) && !files.isDirectory($0) }
    }
}
