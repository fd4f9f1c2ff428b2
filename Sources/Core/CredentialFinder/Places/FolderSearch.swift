import CarefulFiles

/// The files below a folder, a few levels deep, without what others put there: packages, environments, history.
struct FolderSearch {
    /// Absolute paths, sorted.
    let paths: [String]

    init(root: String, depth: Int = 4, limit: Int = 5000) {
        var paths: [String] = []
        var folders = [(path: root, depth: 0)]
        var visited: Set<String> = []
        while let folder = folders.popLast(), paths.count < limit {
            // A link may lead back to where it is.
            guard let real = Folder.realPath(folder.path), visited.insert(real).inserted else { continue }
            for name in Folder.names(in: folder.path) {
                let path = "\(folder.path)/\(name)"
                if !Folder.exists(path) {
                    paths.append(path)
                } else if folder.depth < depth, !Self.skipped.contains(name) {
                    folders.append((path, folder.depth + 1))
                }
            }
        }
        self.paths = paths.sorted()
    }

    private static let skipped: Set<String> = [
        "node_modules", ".venv", ".venvs", "venv", "env", ".git", ".hg", ".svn", "__pycache__", ".tox", ".nox", ".cache", "dist",
        "build",
        "target", "vendor", "site-packages", ".build",
    ]
}
