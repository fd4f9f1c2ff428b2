/// The files and folders whose changes do not count. An ignored folder is not even looked into.
///
/// A pattern without a slash means a name anywhere (`*.pyc`); one with a slash is a path from the watched folder
/// (`data/cache`, `docs/**/*.png`). `*` and `?` stand for text without a slash, `**` for any number of folders, `[a-z]`
/// for one of these characters; a slash at the end means folders only.
public struct IgnoreList: Sendable, Hashable {
    private var patterns: [GlobPattern]

    public init(_ patterns: [String] = []) {
        self.patterns = patterns.compactMap { GlobPattern($0) }
    }

    /// What no person edits: version control, environments, caches, build products, and what editors leave behind.
    public static let usual = IgnoreList([
        ".git", ".hg", ".svn", ".jj", "node_modules", ".venv", ".venvs", "venv", "__pycache__", ".mypy_cache", ".pytest_cache",
        ".ruff_cache",
        ".tox", ".nox", ".cache", "dist", "build", ".build", "*.egg-info", ".idea", ".vscode",
        "*.pyc", "*.pyo", "*.swp", "*.swo", "*.swx", "*~", "#*#", ".#*", "4913", ".DS_Store", "*.tmp", "*.log", ".coverage",
    ])

    /// This list, and these patterns as well.
    public func adding(_ more: [String]) -> IgnoreList {
        var result = self
        result.patterns += more.compactMap { GlobPattern($0) }
        return result
    }

    /// Whether a change of this file or folder does not count. `path` is from the watched folder; those above it are not looked at.
    public func ignores(_ path: String, isFolder: Bool) -> Bool {
        patterns.contains { $0.matches(path, isFolder: isFolder) }
    }
}
