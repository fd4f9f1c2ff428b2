#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a planner asks the file system. Tests answer from a table.
public struct FileFacts: Sendable {
    /// Whether a file or directory is at the path, symbolic links followed.
    public var exists: @Sendable (String) -> Bool
    public var isDirectory: @Sendable (String) -> Bool
    /// Whether we may execute the file at the path; never true of a directory.
    public var isExecutable: @Sendable (String) -> Bool
    /// What the symbolic link at the path holds; `nil` when there is none.
    public var linkTarget: @Sendable (String) -> String?

    public init(
        exists: @escaping @Sendable (String) -> Bool, isDirectory: @escaping @Sendable (String) -> Bool,
        isExecutable: @escaping @Sendable (String) -> Bool, linkTarget: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.exists = exists
        self.isDirectory = isDirectory
        self.isExecutable = isExecutable
        self.linkTarget = linkTarget
    }

    /// The file system of this machine.
    public static let live = FileFacts(
        exists: { access($0, F_OK) == 0 },
        isDirectory: isDirectoryOnDisk,
        isExecutable: { access($0, X_OK) == 0 && !isDirectoryOnDisk($0) },
        linkTarget: linkTargetOnDisk)
}

private func linkTargetOnDisk(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func isDirectoryOnDisk(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
}
