#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension DefinitionStore {
    /// The folders in which definitions really are that are symbolic links here, as in a folder of dotfiles; absolute paths.
    public func foldersBehindLinks(_ contents: Contents) -> Set<String> {
        Set(contents.definitions.values.compactMap { Self.folderBehindLink($0.path) })
    }

    private static func folderBehindLink(_ path: String) -> String? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        let target = String(cString: real)
        return target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) }
    }
}
